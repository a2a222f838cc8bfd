package studio.dictation.query.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/** Reads over one shared connection, each with a look at where the data stands. */
public final class GuardedReads implements Reads {
    // In one step: a rank may be another a moment later. Asked for how many, how many of their sorted sets' members, the
    // fields and, unless it begins with the first, behind whom. Answers how many stand there, at most one more than asked for,
    // and the entries; nothing when there is no such member.
    private static final String PAGE = """
            local most, mostRanked, last = tonumber(ARGV[1]), tonumber(ARGV[2]), 3 + ARGV[3]
            local first, after = 0, ARGV[last + 1]
            if after then
                local rank = redis.call('ZRANK', KEYS[1], after)
                if not rank then return {} end
                first = rank + 1
            end
            local members = redis.call('ZRANGE', KEYS[1], first, first + most)
            local entries, ranked = {}, 0
            for i = 1, math.min(#members, most) do
                local own = KEYS[3] .. members[i]
                ranked = ranked + redis.call('ZCARD', own)
                if i > 1 and ranked > mostRanked then break end
                local hash = redis.call('HMGET', KEYS[2] .. members[i], unpack(ARGV, 4, last))
                entries[i] = {members[i], hash, redis.call('ZRANGE', own, 0, -1)}
            end
            return {#members, entries}""";
    // Asked for the highest score and how many; answers members, their scores and what a hash says of each.
    private static final String HIGHEST = """
            local found = redis.call('ZREVRANGEBYSCORE', KEYS[1], ARGV[1], '-inf', 'WITHSCORES', 'LIMIT', 0, ARGV[2])
            local entries = {}
            for i = 1, #found, 2 do
                entries[#entries + 1] = {found[i], found[i + 1], redis.call('HGET', KEYS[2], found[i]) or ''}
            end
            return entries""";
    // Beside the position only: a key that stands alone would look like somebody else's data.
    private static final String KEEP = """
            local version = (redis.call('HGET', KEYS[2], ARGV[1]) or '') .. ':' .. (redis.call('HGET', KEYS[3], ARGV[2]) or '0')
            if version == ARGV[3] then redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5]) end
            return 1""";
    private static final Map<String, Field> FIELDS = new HashMap<>();

    static {
        Arrays.stream(Field.values()).forEach(field -> FIELDS.put(field.redisName(), field));
    }

    private final RedisDatabases databases;
    private final String projection;
    private final int database;
    private final Guard guard;

    /** Reads the database of a projection. */
    public GuardedReads(RedisDatabases databases, String projection, int database, Guard guard) {
        this.databases = databases;
        this.projection = projection;
        this.database = database;
        this.guard = guard;
    }

    /** Decides whether data that stands where it stands may be shown. */
    public interface Guard {
        /** Begins a read: what was seen up to now must not be missing from its answer. */
        Look look();
    }

    /** One read's view of what had been seen when it began; reads that run beside it may see more meanwhile. */
    public interface Look {
        /** How many segments to look at. */
        int segments();

        /**
         * Judges the data.
         *
         * @param stands where each segment stands
         * @return false to have everything read once more
         * @throws ProjectionUnavailable when the data is lost or behind
         */
        boolean check(List<Stand> stands);
    }

    /**
     * Where a segment stands.
     *
     * @param epoch    the history of the data, null when the position is lost
     * @param position text of the last position, null when lost
     */
    public record Stand(@Nullable String epoch, @Nullable String position) {}

    /** Where every segment stands now. */
    public List<Stand> stands() {
        return read(redis -> List.of()).stands;
    }

    /** What waits in a parked sequence of a segment; empty when the sequence is free. */
    public String letters(int segment, String sequence) {
        var waiting = replies(redis -> List.of(redis.hget(EngineKeys.letters(projection, segment), sequence)))
                .getFirst();
        return waiting == null ? "" : text(waiting);
    }

    @Override
    public Found find(List<Key> hashes, List<Key> sortedSets, Field... fields) {
        var replies = replies(redis -> {
            var sent = hashes(redis, hashes, fields);
            sortedSets.forEach(key -> sent.add(redis.zrange(whole(key), 0, -1)));
            return sent;
        });
        return new Found(
                documents(replies, hashes.size()),
                replies.subList(hashes.size(), replies.size()).stream()
                        .map(GuardedReads::texts)
                        .toList());
    }

    @Override
    public Counted counted(List<Key> hashes, List<Key> sortedSets, Field... fields) {
        var replies = replies(redis -> {
            var sent = hashes(redis, hashes, fields);
            sortedSets.forEach(key -> sent.add(redis.zcard(whole(key))));
            return sent;
        });
        return new Counted(
                documents(replies, hashes.size()),
                replies.subList(hashes.size(), replies.size()).stream()
                        .map(Long.class::cast)
                        .toList());
    }

    @Override
    public Scored scored(List<Key> hashes, Key sortedSet, List<String> members, Field... fields) {
        var replies = replies(redis -> {
            var sent = hashes(redis, hashes, fields);
            sent.add(redis.zmscore(
                    whole(sortedSet),
                    members.stream()
                            .map(member -> member.getBytes(StandardCharsets.UTF_8))
                            .toArray(byte[][]::new)));
            return sent;
        });
        List<@Nullable Double> scores = new ArrayList<>();
        ((List<?>) replies.getLast()).forEach(score -> scores.add((Double) score));
        return new Scored(documents(replies, hashes.size()), scores);
    }

    @Override
    public List<Document> outlines(List<Key> keys, Field large, Field... fields) {
        var replies = replies(redis -> {
            var sent = hashes(redis, keys, fields);
            keys.forEach(key -> sent.add(redis.hexists(whole(key), large.redisName())));
            return sent;
        });
        var documents = documents(replies, keys.size());
        for (int i = 0; i < documents.size(); i++) {
            if (Boolean.TRUE.equals(replies.get(keys.size() + i))) {
                documents.get(i).fields().put(large, new byte[0]);
            }
        }
        return documents;
    }

    @Override
    public List<Ranked> highest(Key sortedSet, @Nullable Long below, int most) {
        var range = Range.from(Boundary.<Number>unbounded(), below == null ? Boundary.unbounded() : Boundary.excluding(below));
        var reply = (List<?>) replies(redis -> List.of(
                        redis.zrevrangebyscoreWithScores(whole(sortedSet), range, Limit.from(most))))
                .getFirst();
        return reply.stream()
                .map(ScoredValue.class::cast)
                .map(scored -> new Ranked(text(scored.getValue()), (long) scored.getScore()))
                .toList();
    }

    @Override
    public List<Entered> highest(Key sortedSet, Key texts, @Nullable Long below, int most) {
        var keys = new String[] {whole(sortedSet), whole(texts)};
        var highest = utf8(below == null ? "+inf" : "(" + below);
        var reply = (List<?>) replies(redis -> List.of(redis.eval(
                        HIGHEST, ScriptOutputType.MULTI, keys, highest, utf8(Integer.toString(most)))))
                .getFirst();
        return reply.stream()
                .map(entry -> (List<?>) entry)
                .map(entry -> new Entered(text(entry.get(0)), (long) Double.parseDouble(text(entry.get(1))), text(entry.get(2))))
                .toList();
    }

    @Override
    public Drawn draw(Key set) {
        var replies = replies(redis -> List.of(redis.srandmember(whole(set)), redis.scard(whole(set))));
        var member = replies.getFirst();
        return new Drawn(member == null ? null : text(member), (Long) replies.getLast());
    }

    @Override
    public @Nullable Page page(Listing listing, @Nullable String after, int most, int mostRanked) {
        var keys = Stream.of(listing.index(), listing.hash(), listing.ranked())
                .map(GuardedReads::whole)
                .toArray(String[]::new);
        List<String> arguments = new ArrayList<>();
        Stream.of(most, mostRanked, listing.fields().size()).map(String::valueOf).forEach(arguments::add);
        listing.fields().stream().map(Field::redisName).forEach(arguments::add);
        if (after != null) {
            arguments.add(after);
        }
        var sent = arguments.stream().map(GuardedReads::utf8).toArray(byte[][]::new);
        var reply = (List<?>) replies(redis -> List.of(redis.eval(PAGE, ScriptOutputType.MULTI, keys, sent)))
                .getFirst();
        if (reply.isEmpty()) {
            return null;
        }
        var entries = ((List<?>) reply.get(1))
                .stream().map(entry -> entry((List<?>) entry, listing.fields())).toList();
        return new Page(entries, (Long) reply.get(0) == entries.size());
    }

    private static Entry entry(List<?> reply, List<Field> fields) {
        Map<Field, byte[]> found = new EnumMap<>(Field.class);
        var values = (List<?>) reply.get(1);
        for (int i = 0; i < fields.size(); i++) {
            if (values.get(i) instanceof byte[] value) {
                found.put(fields.get(i), value);
            }
        }
        return new Entry(text(reply.get(0)), new Document(found), texts(reply.get(2)));
    }

    @Override
    public List<String> members(Key set) {
        return replies(redis -> List.of(redis.smembers(whole(set)))).stream()
                .flatMap(members -> ((Set<?>) members).stream())
                .map(GuardedReads::text)
                .toList();
    }

    @Override
    public List<@Nullable String> strings(List<Key> keys) {
        List<@Nullable String> texts = new ArrayList<>();
        for (var value : replies(redis -> {
            List<RedisFuture<?>> sent = new ArrayList<>();
            keys.forEach(key -> sent.add(redis.get(whole(key))));
            return sent;
        })) {
            texts.add(value == null ? null : text(value));
        }
        return texts;
    }

    @Override
    public Kept kept(Key answer, Key changes) {
        var read = read(redis -> List.of(redis.get(whole(answer)), redis.hget(whole(changes), Field.VERSION.redisName())));
        var marked = read.replies.getFirst();
        var count = read.replies.getLast();
        var version = read.stands.getFirst().epoch() + ":" + (count == null ? "0" : text(count));
        return new Kept(version, marked == null ? null : behind(version + "\n", text(marked)));
    }

    @Override
    public void keep(Key answer, Key changes, Kept seen, String made, Duration life) {
        try {
            Redis.await(databases.shared(database)
                    .async()
                    .eval(
                            KEEP,
                            ScriptOutputType.INTEGER,
                            new String[] {whole(answer), EngineKeys.projection(projection), whole(changes)},
                            utf8(EngineKeys.EPOCH),
                            utf8(Field.VERSION.redisName()),
                            utf8(seen.version()),
                            utf8(seen.version() + "\n" + made),
                            utf8(Long.toString(life.toMillis()))));
        } catch (RedisException e) {
            throw new ProjectionUnavailable(projection, e);
        }
    }

    private static @Nullable String behind(String mark, String text) {
        return text.startsWith(mark) ? text.substring(mark.length()) : null;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<RedisFuture<?>> hashes(
            RedisAsyncCommands<String, byte[]> redis, List<Key> keys, Field... fields) {
        var wanted = Arrays.stream(fields).map(Field::redisName).toArray(String[]::new);
        List<RedisFuture<?>> sent = new ArrayList<>(keys.size());
        for (var key : keys) {
            sent.add(fields.length == 0 ? redis.hgetall(whole(key)) : redis.hmget(whole(key), wanted));
        }
        return sent;
    }

    private static List<Document> documents(List<Object> replies, int count) {
        return replies.subList(0, count).stream().map(GuardedReads::document).toList();
    }

    private List<Object> replies(Function<RedisAsyncCommands<String, byte[]>, List<RedisFuture<?>>> commands) {
        return read(commands).replies;
    }

    private Answer read(Function<RedisAsyncCommands<String, byte[]>, List<RedisFuture<?>>> commands) {
        var first = guarded(commands);
        if (first.valid) {
            return first;
        }
        var second = guarded(commands);
        if (second.valid) {
            return second;
        }
        throw new ProjectionUnavailable(projection, "is being filled anew");
    }

    /**
     * The data is read between two looks at where it stands: it is as new as the first one says, and the second one finds what
     * was lost in between.
     */
    private Answer guarded(Function<RedisAsyncCommands<String, byte[]>, List<RedisFuture<?>>> commands) {
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

    private record Answer(List<Object> replies, List<Stand> stands, boolean valid) {}

    /** From the answer to {@code HGETALL}, a map, or to {@code HMGET}, a list. */
    private static Document document(Object reply) {
        Map<Field, byte[]> fields = new EnumMap<>(Field.class);
        if (reply instanceof Map<?, ?> all) {
            all.forEach((name, value) -> put(fields, name, value));
        } else {
            for (var one : (List<?>) reply) {
                var field = (KeyValue<?, ?>) one;
                if (field.hasValue()) {
                    put(fields, field.getKey(), field.getValue());
                }
            }
        }
        return new Document(fields);
    }

    private static void put(Map<Field, byte[]> fields, Object name, Object value) {
        var field = FIELDS.get(name);
        if (field != null) {
            fields.put(field, (byte[]) value);
        }
    }

    private static List<String> texts(Object values) {
        return ((List<?>) values).stream().map(GuardedReads::text).toList();
    }

    private static @Nullable String value(KeyValue<String, byte[]> value) {
        return value.hasValue() ? text(value.getValue()) : null;
    }

    private static String text(Object value) {
        return new String((byte[]) value, StandardCharsets.UTF_8);
    }

    private static String whole(Key key) {
        return key.text(account -> {
            throw new IllegalArgumentException("Reads name accounts by e-mail");
        });
    }
}
