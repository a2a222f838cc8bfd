package studio.dictation.query.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static studio.dictation.query.redis.Guarded.text;
import static studio.dictation.query.redis.Guarded.utf8;
import static studio.dictation.query.redis.Guarded.whole;

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
    private static final Map<String, Field> FIELDS = new HashMap<>();

    static {
        Arrays.stream(Field.values()).forEach(field -> FIELDS.put(field.redisName(), field));
    }

    private final Guarded guarded;

    /** Reads the database of a projection. */
    public GuardedReads(RedisDatabases databases, String projection, int database, Guard guard) {
        guarded = new Guarded(databases, projection, database, guard);
    }

    /** Decides whether data that stands where it stands may be shown. */
    public interface Guard {
        /** Begins a read: what was seen up to now must not be missing from its answer. */
        Look look();

        /** Something is read for somebody outside, not only looked at where it stands. */
        default void asked() {}
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
        return guarded.look(redis -> List.of()).stands();
    }

    /** What waits in a parked sequence of a segment; empty when the sequence is free. */
    public String letters(int segment, String sequence) {
        return letters(segment, List.of(sequence)).getFirst();
    }

    /** What waits in each of some sequences of a segment; empty for those that are free. */
    public List<String> letters(int segment, List<String> sequences) {
        var key = EngineKeys.letters(guarded.projection(), segment);
        var found = (List<?>) guarded.look(redis -> List.of(redis.hmget(key, sequences.toArray(String[]::new))))
                .replies()
                .getFirst();
        return found.stream()
                .map(KeyValue.class::cast)
                .map(waiting -> waiting.hasValue() ? text(waiting.getValue()) : "")
                .toList();
    }

    /** The parked sequences of each segment. */
    public List<List<String>> parked() {
        int segments = stands().size();
        return guarded.look(redis -> IntStream.range(0, segments)
                        .<RedisFuture<?>>mapToObj(segment -> redis.hkeys(EngineKeys.letters(guarded.projection(), segment)))
                        .toList())
                .replies()
                .stream()
                .map(sequences -> ((List<?>) sequences).stream().map(String.class::cast).toList())
                .toList();
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
    public List<Long> lengths(List<Key> hashes, Field field) {
        return replies(redis -> {
                    List<RedisFuture<?>> sent = new ArrayList<>();
                    hashes.forEach(key -> sent.add(redis.hstrlen(whole(key), field.redisName())));
                    return sent;
                })
                .stream()
                .map(Long.class::cast)
                .toList();
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
    public List<List<Long>> numbers(List<Numbered> wanted) {
        var replies = replies(redis -> {
            List<RedisFuture<?>> sent = new ArrayList<>(wanted.size());
            wanted.forEach(one -> sent.add(redis.hmget(whole(one.hash()), one.fields().toArray(String[]::new))));
            return sent;
        });
        return replies.stream()
                .map(reply -> ((List<?>) reply).stream().map(value -> number((KeyValue<?, ?>) value)).toList())
                .toList();
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
    public List<@Nullable String> named(Key hash, List<String> names) {
        List<@Nullable String> values = new ArrayList<>();
        if (!names.isEmpty()) {
            var found = replies(redis -> List.of(redis.hmget(whole(hash), names.toArray(String[]::new)))).getFirst();
            ((List<?>) found).forEach(one -> {
                var field = (KeyValue<?, ?>) one;
                values.add(field.hasValue() ? text(field.getValue()) : null);
            });
        }
        return values;
    }

    @Override
    public @Nullable Page page(Listing listing, @Nullable String after, int most, int mostRanked) {
        var keys = Stream.of(listing.index(), listing.hash(), listing.ranked())
                .map(Guarded::whole)
                .toArray(String[]::new);
        List<String> arguments = new ArrayList<>();
        Stream.of(most, mostRanked, listing.fields().size()).map(String::valueOf).forEach(arguments::add);
        listing.fields().stream().map(Field::redisName).forEach(arguments::add);
        if (after != null) {
            arguments.add(after);
        }
        var sent = arguments.stream().map(Guarded::utf8).toArray(byte[][]::new);
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
                .map(Guarded::text)
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
        return guarded.read(commands).replies();
    }

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
        return ((List<?>) values).stream().map(Guarded::text).toList();
    }

    private static long number(KeyValue<?, ?> value) {
        return value.hasValue() ? Long.parseLong(text(value.getValue())) : 0;
    }
}
