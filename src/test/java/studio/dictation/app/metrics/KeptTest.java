package studio.dictation.app.metrics;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeptTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void isAskedForOnceInAWhile() {
        var kept = new Kept<>("A number", Duration.ofMinutes(1), asked::incrementAndGet);

        assertThat(kept.get()).contains(1);
        assertThat(kept.get()).contains(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void isAskedForAgainWhenItIsOld() {
        var kept = new Kept<>("A number", Duration.ZERO, asked::incrementAndGet);

        assertThat(kept.get()).contains(1);
        assertThat(kept.get()).contains(2);
    }

    @Test
    void isNothingWhenAskingFails() {
        var kept = new Kept<>("A number", Duration.ZERO, () -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("out of reach");
            }
            return asked.get();
        });

        assertThat(kept.get()).isEmpty();
        assertThat(kept.get()).contains(2);
    }

    @Test
    void isWaitedForOnceAndNotAskedForTwiceAtATime() {
        var hangs = new CountDownLatch(1);
        var kept = new Kept<>("A number", Duration.ZERO, () -> {
            asked.incrementAndGet();
            await(hangs);
            return asked.get();
        });

        assertThat(kept.get()).isEmpty();
        long began = System.nanoTime();
        assertThat(kept.get()).isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        assertThat(asked).hasValue(1);
        hangs.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
