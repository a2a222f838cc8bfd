package studio.dictation.query.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to fetch the transcript of a video from outside, agreed between all nodes: one at a time. What failed is
 * remembered for a while. Kept beside {@link Allowances}, in the database that no projection fills.
 */
public final class FetchTurns implements AutoCloseable {
    /** Pub/sub channel on which the end of a turn is told; the message is the video's id. */
    static final String CHANNEL = "transcripts";

    private static final int TAKEN = 0;
    private static final int FAILED = 1;
    // Looks at what failed and takes the turn in one step.
    private static final String TAKE = """
            local failed = redis.call('PTTL', KEYS[2])
            if failed > 0 then return {1, failed} end
            if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return {0, 0} end
            return {2, math.max(redis.call('PTTL', KEYS[1]), 1)}""";
    // Who has lost the turn to its expiry neither ends that of another nor says that it failed.
    private static final String END = """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            if tonumber(ARGV[2]) > 0 then redis.call('SET', KEYS[2], '1', 'PX', ARGV[2]) end
            redis.call('DEL', KEYS[1])
            redis.call('PUBLISH', ARGV[3], ARGV[4])
            return 1""";

    private final RedisDatabases databases;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> listening;

    /** Connects when first used. */
    public FetchTurns(RedisDatabases databases) {
        this.databases = databases;
    }

    /** What came of asking for a turn. */
    public sealed interface Answer {}

    /** The turn is the asker's. */
    public record Taken() implements Answer {}

    /**
     * Somebody failed a short while ago.
     *
     * @param remembered how long that is still remembered
     */
    public record Failed(Duration remembered) implements Answer {}

    /**
     * It is somebody else's turn.
     *
     * @param atMost when that ends at the latest, even if its owner is gone
     */
    public record Occupied(Duration atMost) implements Answer {}

    /**
     * Asks for the turn.
     *
     * @param owner  who asks; never used twice
     * @param expiry when the turn ends by itself; longer than what is done in it
     */
    public Answer take(String videoId, String owner, Duration expiry) {
        List<Object> answer = Redis.await(databases.shared(Allowances.DATABASE).async().eval(
                TAKE, ScriptOutputType.MULTI, keys(videoId), bytes(owner), bytes(Long.toString(expiry.toMillis()))));
        var time = Duration.ofMillis((Long) answer.get(1));
        return switch (((Long) answer.getFirst()).intValue()) {
            case TAKEN -> new Taken();
            case FAILED -> new Failed(time);
            default -> new Occupied(time);
        };
    }

    /**
     * Ends a turn and tells those who wait; does nothing when it isn't the owner's any more.
     *
     * @param remembered how long it is remembered that it failed; zero when it didn't
     */
    public void end(String videoId, String owner, Duration remembered) {
        Redis.await(databases.shared(Allowances.DATABASE).async().eval(
                END, ScriptOutputType.INTEGER, keys(videoId), bytes(owner), bytes(Long.toString(remembered.toMillis())),
                bytes(CHANNEL), bytes(videoId)));
    }

    /** From here on the end of a turn isn't missed. Look once more after that, then {@link Waiting#await}. */
    public Waiting waitFor(String videoId) {
        var one = new Waiting(videoId);
        waiting.add(one);
        try {
            listen();
        } catch (RuntimeException failed) {
            waiting.remove(one);
            throw failed;
        }
        return one;
    }

    @Override
    public synchronized void close() {
        if (listening != null) {
            listening.close();
        }
    }

    private synchronized void listen() {
        if (listening == null) {
            var connection = databases.listen();
            connection.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, byte[] videoId) {
                    ended(new String(videoId, StandardCharsets.UTF_8));
                }

                @Override
                public void subscribed(String channel, long count) {
                    // What was told while the connection was lost was told to nobody.
                    waiting.forEach(one -> one.ended.complete(null));
                }
            });
            try {
                Redis.await(connection.async().subscribe(CHANNEL));
            } catch (RuntimeException failed) {
                connection.close();
                throw failed;
            }
            listening = connection;
        }
    }

    private void ended(String videoId) {
        waiting.stream().filter(one -> one.videoId.equals(videoId)).forEach(one -> one.ended.complete(null));
    }

    private static String[] keys(String videoId) {
        return new String[] {text(Key.fetching(videoId)), text(Key.fetchFailed(videoId))};
    }

    private static String text(Key key) {
        return key.text(account -> {
            throw new IllegalArgumentException("Transcripts belong to no account");
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Somebody who waits for the end of another's turn. */
    public final class Waiting implements AutoCloseable {
        private final String videoId;
        private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

        private Waiting(String videoId) {
            this.videoId = videoId;
        }

        /** Returns when the turn ended, or may have ended; not later than {@code atMost}. */
        public void await(Duration atMost) throws InterruptedException {
            try {
                ended.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException expired) {
                ended.complete(null);
            } catch (ExecutionException impossible) {
                throw new IllegalStateException("Nobody says that waiting failed", impossible);
            }
        }

        @Override
        public void close() {
            waiting.remove(this);
        }
    }
}
