package studio.dictation.app.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does the same many times at the same moment. */
public final class AtOnce {
    private AtOnce() {}

    /** The answers, in the order of the numbers from 0 that the requests are made of. */
    public static <T> List<T> send(int count, IntFunction<T> request) {
        var go = new CountDownLatch(count);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, count)
                    .mapToObj(number -> CompletableFuture.supplyAsync(() -> {
                        go.countDown();
                        awaitAll(go);
                        return request.apply(number);
                    }, threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    private static void awaitAll(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted before the start", stopped);
        }
    }
}
