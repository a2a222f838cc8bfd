package studio.dictation.query.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static studio.dictation.query.redis.EngineKeys.EPOCH;
import static studio.dictation.query.redis.EngineKeys.FENCE;
import static studio.dictation.query.redis.EngineKeys.LAYOUT;
import static studio.dictation.query.redis.EngineKeys.OWNER;
import static studio.dictation.query.redis.EngineKeys.POSITION;
import static studio.dictation.query.redis.EngineKeys.SEGMENTS;
import static studio.dictation.query.redis.Redis.await;
import static studio.dictation.query.redis.Redis.read;

/**
 * One segment's own connection: takes the lease, and moves data and position on in one transaction. Not for more than one
 * thread. After any exception but {@link LeaseLost} the outcome is unknown and the connection must be closed.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the replies are checked together, in the answer to EXEC
public final class SegmentConnection implements AutoCloseable {
    /** Pub/sub channel on which a batch tells which events it applied. */
    static final String CHANNEL = "projections";

    /** Pub/sub channel on which the name of a projection is told when segments of it have become free. */
    static final String RELEASED = "released";

    private static final String RENEW =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end";
    // Told together with it: whoever stands by finds the segment free.
    private static final String RELEASE = """
            if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('del', KEYS[1])
            redis.call('publish', ARGV[2], ARGV[3])
            return 1""";
    // In one step: what has been swapped into this database meanwhile is another history, and stays.
    private static final String BEGIN = """
            local found = redis.call('hget', KEYS[1], 'epoch') or ''
            if found ~= ARGV[1] or (found == '' and redis.call('dbsize') > 0) then return 0 end
            redis.call('flushdb', 'async')
            redis.call('hset', KEYS[1], 'epoch', ARGV[2], 'segments', ARGV[3], 'layout', ARGV[4])
            for i = 0, ARGV[3] - 1 do
                redis.call('hset', KEYS[1] .. ':' .. i, 'epoch', ARGV[2], 'owner', '', 'fence', 0, 'position', ARGV[5])
            end
            return 1""";
    private static final char ACTING = '!';

    private final String projection;
    private final int database;
    private final int segment;
    private final int layout;
    private final StatefulRedisConnection<String, byte[]> connection;
    private final RedisAsyncCommands<String, byte[]> redis;
    private int segments;
    private String epoch = "";

    /**
     * Opens a connection for a segment of a projection.
     *
     * @param layout version of what is written, ≥ 1
     */
    public SegmentConnection(RedisDatabases databases, String projection, int database, int segment, int layout) {
        this.projection = projection;
        this.database = database;
        this.segment = segment;
        this.layout = layout;
        this.connection = databases.connect(database);
        this.redis = connection.async();
        connection.setAutoFlushCommands(false);
    }

    /** In whose name a node claims segments while it does what an operator asked for; another one at each call. */
    public static String acting(String node) {
        return node + ACTING + UUID.randomUUID();
    }

    /** The node in whose name a segment is claimed, whatever it does there. */
    public static String node(String owner) {
        int mark = owner.indexOf(ACTING);
        return mark < 0 ? owner : owner.substring(0, mark);
    }

    /**
     * Takes the segment if it is free or lapsed; prepares an empty database first.
     *
     * @param node          who asks
     * @param lapseMillis   how long the claim lasts without a heartbeat
     * @param start         text of the position before the first event
     * @param wantedSegments how many segments an empty database gets
     * @param force         whether to take it also from a node that holds it, unless that one is {@link #acting}
     * @return the lease; empty while another node holds the segment, or if the data has fewer segments
     * @throws BrokenData  when the segment's position doesn't belong to the data, or the data is laid out by an older build
     * @throws NewerLayout when the data is laid out by a newer build
     * @throws ForeignData when the database holds keys of somebody else
     * @throws LeaseLost   when somebody else moved at the same time; ask again
     */
    public Optional<Lease> claim(String node, long lapseMillis, String start, int wantedSegments, boolean force)
            throws LeaseLost, BrokenData {
        redis.watch(projectionKey(), segmentKey(), heartbeatKey());
        // Before the layout: what another node creates in between is not mistaken for somebody else's.
        var size = redis.dbsize();
        var whole = redis.hgetall(projectionKey());
        var position = redis.hgetall(segmentKey());
        var heartbeat = redis.get(heartbeatKey());
        flush();
        if (read(whole).isEmpty()) {
            if (await(size) > 0) {
                unwatch();
                throw new ForeignData(projection, database);
            }
            unwatch();
            begin("", start, wantedSegments);
            return claim(node, lapseMillis, start, wantedSegments, force);
        }
        segments = Integer.parseInt(text(read(whole), SEGMENTS));
        epoch = text(read(whole), EPOCH);
        int version = read(whole).containsKey(LAYOUT) ? Integer.parseInt(text(read(whole), LAYOUT)) : 0;
        if (version != layout) {
            unwatch();
            if (version > layout) {
                throw new NewerLayout(projection, version, layout);
            }
            throw new OutdatedLayout(version, layout);
        }
        if (segment >= segments) {
            unwatch();
            return Optional.empty();
        }
        var stored = read(position);
        if (!epoch.equals(text(stored, EPOCH))) {
            unwatch();
            throw new BrokenData("segment " + segment + " has no position in this history of the data");
        }
        var holder = read(heartbeat);
        if (holder != null && !node.equals(string(holder)) && (!force || string(holder).indexOf(ACTING) >= 0)) {
            unwatch();
            return Optional.empty();
        }
        var lease = new Lease(
                epoch,
                segments,
                node,
                Long.parseLong(text(stored, FENCE)) + 1,
                text(stored, POSITION));
        redis.multi();
        redis.hset(segmentKey(), Map.of(OWNER, bytes(node), FENCE, bytes(Long.toString(lease.fence()))));
        redis.set(heartbeatKey(), bytes(node), SetArgs.Builder.px(lapseMillis));
        execute();
        return Optional.of(lease);
    }

    /** How many segments fill the data, as last seen by {@link #claim}; 0 before. */
    public int segments() {
        return segments;
    }

    /** Keeps the claim alive. */
    public void renew(String node, long lapseMillis) throws LeaseLost {
        RedisFuture<Long> renewed = redis.eval(
                RENEW,
                ScriptOutputType.INTEGER,
                new String[] {heartbeatKey()},
                bytes(node),
                bytes(Long.toString(lapseMillis)));
        flush();
        if (await(renewed) == 0) {
            throw new LeaseLost("the claim of segment " + segment + " lapsed");
        }
    }

    /** Gives the segment up, and tells so, that another node may take it at once. */
    public void release(String node) {
        RedisFuture<Long> released =
                redis.eval(RELEASE, ScriptOutputType.INTEGER, new String[] {heartbeatKey()}, bytes(node), bytes(RELEASED), bytes(projection));
        flush();
        await(released);
    }

    /** Checks that the lease still stands. */
    public void verify(Lease lease) throws LeaseLost, BrokenData {
        var stored = redis.hmget(segmentKey(), EPOCH, OWNER, FENCE, POSITION);
        flush();
        compare(lease, read(stored));
    }

    /** What waits in the segment's parked sequences: sequence → letters. */
    public Map<String, String> letters() throws BrokenData {
        var letters = redis.hgetall(lettersKey());
        flush();
        Map<String, String> texts = new LinkedHashMap<>();
        read(letters).forEach((sequence, value) -> texts.put(sequence, string(value)));
        return texts;
    }

    /**
     * Reads what the changes build on, and watches the position while they are applied.
     *
     * @throws LeaseLost  when the position is not where the lease has it
     * @throws BrokenData when a key is not of the type that stands there
     */
    public void load(Lease lease, PendingChanges changes, Names names) throws LeaseLost, BrokenData {
        lookUp(changes, names);
        redis.watch(segmentKey());
        var position = redis.hmget(segmentKey(), EPOCH, OWNER, FENCE, POSITION);
        var reads = needed(changes, names);
        flush();
        try {
            compare(lease, read(position));
        } catch (LeaseLost lost) {
            unwatch();
            throw lost;
        }
        for (var one : reads.entrySet()) {
            one.getKey().stored(read(one.getValue()));
        }
    }

    /**
     * Reads what the changes build on, to see what would become of it. Needs no lease.
     *
     * @throws BrokenData when a key is not of the type that stands there
     */
    public void look(PendingChanges changes, Names names) throws BrokenData {
        lookUp(changes, names);
        var reads = needed(changes, names);
        flush();
        for (var one : reads.entrySet()) {
            one.getKey().stored(read(one.getValue()));
        }
    }

    private Map<HashWork, RedisFuture<List<KeyValue<String, byte[]>>>> needed(PendingChanges changes, Names names) {
        Map<HashWork, RedisFuture<List<KeyValue<String, byte[]>>>> reads = new LinkedHashMap<>();
        changes.forEachNeeded(
                names,
                (key, work) -> reads.put(
                        work,
                        redis.hmget(key, work.needed().stream().map(Field::redisName).toArray(String[]::new))));
        return reads;
    }

    /**
     * Writes the applied changes, the letters and the new position in one transaction.
     *
     * @param letters      sequence → letters as they are now, null for a sequence that waits no longer
     * @param announcement which events this batch applied; null for silence
     * @throws LeaseLost  when the position changed since {@link #load}: nothing was written
     * @throws BrokenData when Redis refused one of the writes: the others stand
     */
    public Lease commit(
            Lease lease,
            String newPosition,
            PendingChanges changes,
            Names names,
            Map<String, @Nullable String> letters,
            byte @Nullable [] announcement)
            throws LeaseLost, BrokenData {
        redis.multi();
        changes.write(redis, names);
        letters.forEach((sequence, text) -> {
            if (text == null) {
                redis.hdel(lettersKey(), sequence);
            } else {
                redis.hset(lettersKey(), sequence, bytes(text));
            }
        });
        redis.hset(segmentKey(), POSITION, bytes(newPosition));
        if (announcement != null) {
            redis.publish(CHANNEL, announcement);
        }
        execute();
        names.learn(changes.named());
        return lease.at(newPosition);
    }

    /**
     * Replaces all that is one learner's alone in one transaction; the position stays.
     *
     * @throws LeaseLost  when the position is not where the lease has it: nothing was written
     * @throws BrokenData when Redis refused one of the writes: the others stand
     */
    public void replace(Lease lease, OwnKeys own) throws LeaseLost, BrokenData {
        redis.watch(segmentKey());
        var position = redis.hmget(segmentKey(), EPOCH, OWNER, FENCE, POSITION);
        var dictations = redis.zrange(own.index(), 0, -1);
        flush();
        try {
            compare(lease, read(position));
        } catch (LeaseLost lost) {
            unwatch();
            throw lost;
        }
        var before = read(dictations).stream().map(member -> own.dictation(string(member))).toList();
        redis.multi();
        own.write(redis, before);
        redis.hset(segmentKey(), POSITION, bytes(lease.position()));
        execute();
    }

    /**
     * Empties the database and begins another history of the data at the start.
     *
     * @throws LeaseLost when what stands there is not the history that {@link #claim} saw
     */
    public void wipe(String start, int segments) throws LeaseLost {
        begin(epoch, start, segments);
    }

    @Override
    public void close() {
        connection.close();
    }

    private void begin(String before, String start, int newSegments) throws LeaseLost {
        RedisFuture<Long> begun = redis.eval(
                BEGIN,
                ScriptOutputType.INTEGER,
                new String[] {projectionKey()},
                bytes(before),
                bytes(UUID.randomUUID().toString()),
                bytes(Integer.toString(newSegments)),
                bytes(Integer.toString(layout)),
                bytes(start));
        flush();
        if (await(begun) == 0) {
            throw new LeaseLost("another history of " + projection + " has begun");
        }
    }

    private void lookUp(PendingChanges changes, Names names) throws BrokenData {
        List<UUID> unknown = new ArrayList<>();
        for (var account : changes.unnamed()) {
            if (names.get(account) == null) {
                unknown.add(account);
            }
        }
        if (unknown.isEmpty()) {
            return;
        }
        var found = redis.hmget(
                Key.ACCOUNTS.prefix(), unknown.stream().map(UUID::toString).toArray(String[]::new));
        flush();
        Map<UUID, String> learned = new HashMap<>();
        read(found).forEach(name -> {
            if (name.hasValue()) {
                learned.put(UUID.fromString(name.getKey()), string(name.getValue()));
            }
        });
        names.learn(learned);
    }

    private void execute() throws LeaseLost, BrokenData {
        RedisFuture<TransactionResult> executed = redis.exec();
        flush();
        var result = await(executed);
        if (result.wasDiscarded()) {
            throw new LeaseLost("the position of segment " + segment + " changed");
        }
        for (Object reply : result) {
            if (reply instanceof Throwable refusal) {
                throw new BrokenData("Redis refused a write: " + refusal.getMessage());
            }
        }
    }

    private void unwatch() {
        var done = redis.unwatch();
        flush();
        await(done);
    }

    private void compare(Lease lease, List<KeyValue<String, byte[]>> stored) throws LeaseLost {
        Map<String, String> values = new HashMap<>();
        stored.forEach(field -> values.put(field.getKey(), field.hasValue() ? string(field.getValue()) : ""));
        if (!lease.epoch().equals(values.get(EPOCH))) {
            throw new LeaseLost("the data of segment " + segment + " is another history");
        }
        if (!lease.owner().equals(values.get(OWNER))
                || !Long.toString(lease.fence()).equals(values.get(FENCE))) {
            throw new LeaseLost("segment " + segment + " belongs to " + values.get(OWNER));
        }
        if (!lease.position().equals(values.get(POSITION))) {
            throw new LeaseLost("segment " + segment + " stands elsewhere");
        }
    }

    private void flush() {
        connection.flushCommands();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private static String text(Map<String, byte[]> hash, String field) {
        var value = hash.get(field);
        return value == null ? "" : string(value);
    }

    private String projectionKey() {
        return EngineKeys.projection(projection);
    }

    private String segmentKey() {
        return EngineKeys.segment(projection, segment);
    }

    private String heartbeatKey() {
        return EngineKeys.heartbeat(projection, segment);
    }

    private String lettersKey() {
        return EngineKeys.letters(projection, segment);
    }
}
