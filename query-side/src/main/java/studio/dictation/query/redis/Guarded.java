package studio.dictation.query.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.GuardedReads.Guard;
import studio.dictation.query.redis.GuardedReads.Stand;

/** Sends reading commands to a projection's database in one pipeline, with a look at where the data stands. */
record Guarded(RedisDatabases databases, String projection, int database, Guard guard) {
    // The first look of a node shows nothing, and another generation of the data may go live amid any.
    private static final int TRIES = 3;

    /** What commands gave that were sent together; throws {@link ProjectionUnavailable} if it may not be shown. */
    Answer read(Function<RedisAsyncCommands<String, byte[]>, List<RedisFuture<?>>> commands) {
        guard.asked();
        return look(commands);
    }

    /** The same, without counting as traffic. */
    Answer look(Function<RedisAsyncCommands<String, byte[]>, List<RedisFuture<?>>> commands) {
        for (int i = 0; i < TRIES; i++) {
            var answer = once(commands);
            if (answer.valid()) {
                return answer;
            }
        }
        throw new ProjectionUnavailable(projection, "is being filled anew");
    }

    /**
     * The data is read between two looks at where it stands: it is as new as the first one says, and the second one finds what
     * was lost in between.
     */
    private Answer once(Function<RedisAsyncCommands<String, byte[]>, List<RedisFuture<?>>> commands) {
        try {
            var look = guard.look();
            var redis = databases.shared(database).async();
            List<RedisFuture<List<KeyValue<String, byte[]>>>> positions = new ArrayList<>();
            for (int i = 0; i < look.segments(); i++) {
                positions.add(
                        redis.hmget(EngineKeys.segment(projection, i), EngineKeys.EPOCH, EngineKeys.POSITION));
            }
            var sent = commands.apply(redis);
            var epochAfter = redis.hmget(EngineKeys.segment(projection, 0), EngineKeys.EPOCH);
            List<Object> replies = new ArrayList<>(sent.size());
            for (var reply : sent) {
                replies.add(Redis.await(reply));
            }
            var stands = positions.stream()
                    .map(Redis::await)
                    .map(values -> new Stand(value(values.get(0)), value(values.get(1))))
                    .toList();
            boolean whole = Objects.equals(
                    stands.getFirst().epoch(), value(Redis.await(epochAfter).getFirst()));
            return new Answer(replies, stands, look.check(stands) && whole);
        } catch (RedisException | EventStoreException e) {
            throw new ProjectionUnavailable(projection, e);
        }
    }

    /**
     * What was read.
     *
     * @param replies in the order of the commands
     * @param stands  where each segment stood
     * @param valid   whether it may be shown
     */
    record Answer(List<Object> replies, List<Stand> stands, boolean valid) {}

    private static @Nullable String value(KeyValue<String, byte[]> value) {
        return value.hasValue() ? text(value.getValue()) : null;
    }

    static String text(Object value) {
        return new String((byte[]) value, StandardCharsets.UTF_8);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String whole(Key key) {
        return key.text(account -> {
            throw new IllegalArgumentException("Reads name accounts by e-mail");
        });
    }
}
