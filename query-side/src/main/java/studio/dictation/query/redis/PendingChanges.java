package studio.dictation.query.redis;

import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.SetArgs;
import io.lettuce.core.ZAddArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.KeyChange.Effect;

/** The changes of one batch: collected from the handlers, then read for, applied and written as a whole. */
@SuppressWarnings("FutureReturnValueIgnored") // the replies are checked together, in the answer to EXEC
public final class PendingChanges implements Changes {
    private final Clock clock;
    private final Map<Key, HashWork> works = new LinkedHashMap<>();
    private final List<Shared> shared = new ArrayList<>();
    private final List<Mirrored> mirrored = new ArrayList<>();
    private final List<ConditionalPut> conditional = new ArrayList<>();
    private final Map<UUID, String> named = new HashMap<>();
    private final Map<String, HashWork.Content> applied = new LinkedHashMap<>();
    private IntPredicate leftOut = none -> false;
    private int event;

    /** Starts empty; the clock only keeps expiries that have passed from being written. */
    public PendingChanges(Clock clock) {
        this.clock = clock;
    }

    /** Forgets everything: the next batch begins. */
    public void clear() {
        works.clear();
        shared.clear();
        mirrored.clear();
        conditional.clear();
        named.clear();
        applied.clear();
        leftOut = none -> false;
    }

    /** Which event of the batch the next changes belong to. */
    public void event(int index) {
        event = index;
    }

    int event() {
        return event;
    }

    @Override
    public HashChanges hash(Key key) {
        return work(key);
    }

    @Override
    public void name(UUID accountId, String email) {
        named.put(accountId, email);
        shared.add(new Shared(event, Kind.NAME, Key.ACCOUNTS, accountId.toString(), 0, email));
    }

    @Override
    public void put(Key key, String value, @Nullable Instant expiresAt) {
        work(key).put(value.getBytes(StandardCharsets.UTF_8), expiresAt);
    }

    @Override
    public void putUnless(Key other, Key key, String value, Instant expiresAt) {
        conditional.add(new ConditionalPut(event, other, key, value, expiresAt));
    }

    @Override
    public void delete(Key key) {
        work(key).wipe();
    }

    @Override
    public void add(Key set, String member) {
        shared.add(new Shared(event, Kind.ADD, set, member, 0, ""));
    }

    @Override
    public void remove(Key set, String member) {
        shared.add(new Shared(event, Kind.REMOVE, set, member, 0, ""));
    }

    @Override
    public void rank(Key sortedSet, String member, double score) {
        shared.add(new Shared(event, Kind.RANK, sortedSet, member, score, ""));
    }

    @Override
    public void unrank(Key sortedSet, String member) {
        shared.add(new Shared(event, Kind.UNRANK, sortedSet, member, 0, ""));
    }

    @Override
    public void trim(Key sortedSet, long score) {
        shared.add(new Shared(event, Kind.TRIM, sortedSet, "", score, ""));
    }

    @Override
    public void raise(Key sortedSet, String member, long score) {
        shared.add(new Shared(event, Kind.RAISE, sortedSet, member, score, ""));
    }

    @Override
    public void own(Key hash, String field, UUID account) {
        shared.add(new Shared(event, Kind.OWN, Key.email(account), field, 0, hash.prefix()));
    }

    @Override
    public void mirror(Key set, Key owners, String owner, Key sortedSet, @Nullable String member) {
        mirrored.add(new Mirrored(event, new Mirror(set, owners, owner, sortedSet), member));
    }

    @Override
    public void increment(Key hash, String field, long by) {
        shared.add(new Shared(event, Kind.INCREMENT, hash, field, by, ""));
    }

    /** The accounts whose e-mails the keys need and this batch does not bring. */
    Set<UUID> unnamed() {
        Set<UUID> owners = new HashSet<>();
        works.keySet().forEach(key -> collect(key, owners));
        shared.forEach(change -> collect(change.key, owners));
        return owners;
    }

    /** Every key whose stored fields are needed, with those fields. */
    void forEachNeeded(Names names, BiConsumer<String, HashWork> reader) {
        works.forEach((key, work) -> {
            if (!work.needed().isEmpty() && names.knows(key, named)) {
                reader.accept(names.text(key, named), work);
            }
        });
    }

    /**
     * Applies the changes in the order of their events. An event whose change throws is reported to {@code failed},
     * which must widen {@code out}; then everything is applied again without it, so nothing of it remains.
     */
    public void apply(Names names, IntPredicate out, BiConsumer<Integer, RuntimeException> failed) {
        while (true) {
            try {
                applyOnce(names, out);
                leftOut = out;
                return;
            } catch (HashWork.FailedChange e) {
                failed.accept(e.event(), (RuntimeException) e.getCause());
            }
        }
    }

    private void applyOnce(Names names, IntPredicate out) throws HashWork.FailedChange {
        applied.clear();
        for (var entry : works.entrySet()) {
            if (names.knows(entry.getKey(), named)) {
                applied.put(
                        names.text(entry.getKey(), named),
                        entry.getValue().apply(out));
            }
        }
    }

    /** Reports every event that changes a key of an account nobody has named. */
    public void forEachNameless(Names names, IntConsumer nameless) {
        works.forEach((key, work) -> {
            if (!names.knows(key, named)) {
                work.events().forEach(nameless);
            }
        });
        shared.forEach(change -> {
            if (!names.knows(change.key, named)) {
                nameless.accept(change.event);
            }
        });
    }

    /** Sends everything that was applied; between {@code MULTI} and {@code EXEC}. */
    void write(RedisAsyncCommands<String, byte[]> redis, Names names) {
        applied.forEach((key, content) -> writeContent(redis, key, content));
        Map<String, Map<String, ScoredValue<byte[]>>> ranks = new LinkedHashMap<>();
        Map<String, Map<String, Long>> sums = new LinkedHashMap<>();
        for (var change : shared) {
            if (leftOut.test(change.event)) {
                continue;
            }
            var key = names.text(change.key, named);
            var member = change.member.getBytes(StandardCharsets.UTF_8);
            switch (change.kind) {
                case RANK ->
                    ranks.computeIfAbsent(key, absent -> new LinkedHashMap<>())
                            .put(change.member, ScoredValue.just(change.number, member));
                case UNRANK -> {
                    ranks.getOrDefault(key, new HashMap<>()).remove(change.member);
                    redis.zrem(key, member);
                }
                case TRIM -> {
                    ranks.getOrDefault(key, new HashMap<>()).values().removeIf(ranked -> ranked.getScore() <= change.number);
                    redis.zremrangebyscore(key, Range.from(Boundary.unbounded(), Boundary.including(change.number)));
                }
                case RAISE ->
                    redis.zadd(key, ZAddArgs.Builder.gt(), change.number, member);
                case INCREMENT ->
                    sums.computeIfAbsent(key, absent -> new LinkedHashMap<>())
                            .merge(change.member, (long) change.number, Long::sum);
                case ADD -> redis.sadd(key, member);
                case REMOVE -> redis.srem(key, member);
                case OWN -> redis.hset(change.text, change.member, key.getBytes(StandardCharsets.UTF_8));
                case NAME -> redis.hset(key, change.member, change.text.getBytes(StandardCharsets.UTF_8));
            }
        }
        ranks.forEach((key, members) -> {
            if (!members.isEmpty()) {
                redis.zadd(key, scoredValues(members));
            }
        });
        applied.values().stream().flatMap(content -> content.counts().stream()).forEach(count ->
                sums.computeIfAbsent(names.text(count.hash(), named), absent -> new LinkedHashMap<>())
                        .merge(count.field(), count.by(), Long::sum));
        sums.forEach((key, fields) -> fields.forEach((field, by) -> redis.hincrby(key, field, by)));
        writeMirrors(redis);
        conditional.stream()
                .filter(put -> !leftOut.test(put.event()) && put.expiresAt().isAfter(clock.instant()))
                .forEach(put -> put.write(redis));
    }

    /** A member that is put at a score of a sorted set, or taken out of it. */
    @FunctionalInterface
    interface Ranking {
        void rank(String key, String member, double score, boolean there);
    }

    /** What the applied changes make of the keys of one account: documents, and members of sorted sets. */
    void forEachOwn(UUID account, Names names, BiConsumer<String, HashWork.Content> changed, Ranking ranking) {
        works.keySet().stream().filter(key -> account.equals(key.owner()) && names.knows(key, named)).forEach(key -> {
            var text = names.text(key, named);
            var content = applied.get(text);
            if (content != null) {
                changed.accept(text, content);
            }
        });
        for (var change : shared) {
            if (!leftOut.test(change.event) && account.equals(change.key.owner())) {
                switch (change.kind) {
                    case RANK -> ranking.rank(names.text(change.key, named), change.member, change.number, true);
                    case UNRANK -> ranking.rank(names.text(change.key, named), change.member, change.number, false);
                    case NAME, OWN, ADD, REMOVE, TRIM, RAISE, INCREMENT -> {
                        // Nothing of an account's own: the key of OWN is what stands in a hash of all.
                    }
                }
            }
        }
    }

    /** What {@link #write} would do, by key; without values. */
    public List<KeyChange> described(Names names) {
        var described = new Description();
        applied.forEach((key, content) -> describe(described, key, content));
        for (var change : shared) {
            if (!leftOut.test(change.event)) {
                describe(described, names.text(change.key, named), change);
            }
        }
        applied.values().stream()
                .flatMap(content -> content.counts().stream())
                .forEach(count -> described.field(names.text(count.hash(), named), count.field(), Effect.COUNTED, null));
        mirrored.stream().filter(one -> !leftOut.test(one.event)).forEach(one -> described.member(one.mirror.set().prefix()));
        conditional.stream()
                .filter(put -> !leftOut.test(put.event()) && put.expiresAt().isAfter(clock.instant()))
                .forEach(put -> described.string(put.key().prefix(), put.value().getBytes(StandardCharsets.UTF_8), put.expiresAt()));
        return described.keys();
    }

    private void describe(Description described, String key, HashWork.Content content) {
        if (content.replaced()) {
            described.replaced(key);
        }
        var string = content.string();
        var expiresAt = content.expiresAt();
        if (string != null && (expiresAt == null || expiresAt.isAfter(clock.instant()))) {
            described.string(key, string, expiresAt);
        }
        content.changed().forEach((field, value) -> {
            if (value != null) {
                described.field(key, field.redisName(), Effect.SET, value.length);
            } else if (!content.replaced()) {
                described.field(key, field.redisName(), Effect.REMOVED, null);
            }
        });
    }

    private static void describe(Description described, String key, Shared change) {
        switch (change.kind) {
            case ADD, REMOVE, RANK, UNRANK, RAISE, TRIM -> described.member(key);
            case INCREMENT -> described.field(key, change.member, Effect.COUNTED, null);
            case NAME -> described.field(key, change.member, Effect.SET, change.text.getBytes(StandardCharsets.UTF_8).length);
            case OWN -> described.field(change.text, change.member, Effect.SET, key.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private void writeMirrors(RedisAsyncCommands<String, byte[]> redis) {
        Map<Mirror, Set<@Nullable String>> wanted = new LinkedHashMap<>();
        for (var one : mirrored) {
            if (!leftOut.test(one.event)) {
                wanted.computeIfAbsent(one.mirror, absent -> new LinkedHashSet<>()).add(one.member);
            }
        }
        wanted.forEach((mirror, members) -> mirror.write(redis, members));
    }

    @SuppressWarnings("unchecked")
    private static ScoredValue<byte[]>[] scoredValues(Map<String, ScoredValue<byte[]>> members) {
        return members.values().toArray(ScoredValue[]::new);
    }

    private void writeContent(RedisAsyncCommands<String, byte[]> redis, String key, HashWork.Content content) {
        if (content.replaced()) {
            redis.del(key);
        }
        var string = content.string();
        var expiresAt = content.expiresAt();
        if (string != null) {
            if (expiresAt == null) {
                redis.set(key, string);
            } else if (expiresAt.isAfter(clock.instant())) {
                redis.set(key, string, SetArgs.Builder.pxAt(expiresAt.toEpochMilli()));
            }
        }
        Map<String, byte[]> values = new LinkedHashMap<>();
        List<String> removed = new ArrayList<>();
        content.changed().forEach((field, value) -> {
            if (value == null) {
                removed.add(field.redisName());
            } else {
                values.put(field.redisName(), value);
            }
        });
        if (!values.isEmpty()) {
            redis.hset(key, values);
        }
        if (!removed.isEmpty() && !content.replaced()) {
            redis.hdel(key, removed.toArray(String[]::new));
        }
    }

    Map<UUID, String> named() {
        return named;
    }

    private HashWork work(Key key) {
        return works.computeIfAbsent(key, absent -> new HashWork(this));
    }

    private void collect(Key key, Set<UUID> owners) {
        var owner = key.owner();
        if (owner != null && !named.containsKey(owner)) {
            owners.add(owner);
        }
    }

    private enum Kind {
        NAME,
        OWN,
        ADD,
        REMOVE,
        RANK,
        UNRANK,
        TRIM,
        RAISE,
        INCREMENT
    }

    private record Shared(int event, Kind kind, Key key, String member, double number, String text) {}

    private record Mirrored(int event, Mirror mirror, @Nullable String member) {}
}
