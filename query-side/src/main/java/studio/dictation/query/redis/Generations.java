package studio.dictation.query.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import static studio.dictation.query.redis.Guarded.text;

/**
 * The generations of a projection's data, each in a database of its own: the live one, a shadow that is being filled, and the one that
 * was live before. They change places here, each time in one step.
 */
public final class Generations {
    /** How many databases behind the live one the shadow lies. */
    public static final int SHADOW = 4;

    /** How many databases behind the live one the kept generation lies. */
    public static final int KEPT = 7;

    /** Pub/sub channel on which the name of a projection is told when another generation of it has gone live. */
    static final String FLIPPED = "flipped";

    // A script: nobody moves in between, and what SWAPDB does to keys that are watched needs no thought. Each of both generations is
    // given by its database, epoch and number of segments, and per segment by owner, fence and position.
    private static final String FLIP = """
            local key, at = KEYS[1], 8
            local function held(database, epoch, count)
                redis.call('select', database)
                local stored = redis.call('hmget', key, 'epoch', 'segments')
                local same = stored[1] == epoch and tonumber(stored[2]) == tonumber(count)
                for i = 0, count - 1 do
                    local segment = redis.call('hmget', key .. ':' .. i, 'epoch', 'owner', 'fence', 'position')
                    same = same and segment[1] == epoch and segment[2] == ARGV[at] and segment[3] == ARGV[at + 1]
                        and segment[4] == ARGV[at + 2]
                    at = at + 3
                end
                return same
            end
            local function free(database, count)
                redis.call('select', database)
                for i = 0, count - 1 do redis.call('del', key .. ':' .. i .. ':heartbeat') end
            end
            local live, other, kept = ARGV[2], ARGV[3], ARGV[4]
            local liveEpoch, liveCount, otherEpoch, otherCount = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
            at = at + 4
            local both = held(live, liveEpoch, liveCount)
            both = held(other, otherEpoch, otherCount) and both
            redis.call('select', kept)
            local foreign = redis.call('hget', key, 'epoch') == false and redis.call('dbsize') > 0
            if not both or foreign then return 0 end
            redis.call('swapdb', live, other)
            if other ~= kept then
                redis.call('swapdb', other, kept)
                redis.call('select', other)
                redis.call('flushdb', 'async')
            end
            free(live, otherCount)
            redis.call('hset', key, 'previous', liveEpoch)
            redis.call('hdel', key, 'kept_since')
            free(kept, liveCount)
            redis.call('hset', key, 'kept_since', ARGV[5])
            redis.call('publish', ARGV[6], ARGV[1])
            redis.call('publish', ARGV[7], ARGV[1])
            return 1""";
    private static final String DROP = """
            if redis.call('hget', KEYS[1], 'epoch') ~= ARGV[1] then return 0 end
            for i = 0, redis.call('hget', KEYS[1], 'segments') - 1 do
                if redis.call('exists', KEYS[1] .. ':' .. i .. ':heartbeat') == 1 then return 0 end
            end
            redis.call('flushdb', 'async')
            return 1""";

    private final RedisDatabases databases;
    private final String projection;
    private final int live;

    /**
     * @param live the database of the live generation
     */
    public Generations(RedisDatabases databases, String projection, int live) {
        this.databases = databases;
        this.projection = projection;
        this.live = live;
    }

    /**
     * The generation that was live before.
     *
     * @param since   when another one took its place
     * @param epoch   which history of the data it is
     * @param layout  version of what is written there
     */
    public record Kept(Instant since, String epoch, int layout) {}

    /**
     * Has another generation take the place of the live one, which is kept from then on. What was kept, unless it is that very
     * generation, goes away.
     *
     * @param other       database of the other generation: the shadow or the kept one
     * @param liveLeases  one for each segment of the live generation, in their order
     * @param otherLeases one for each segment of the other generation, in their order
     * @return false, and nothing happened, unless all these leases hold
     */
    public boolean flip(int other, List<Lease> liveLeases, List<Lease> otherLeases, Instant now) {
        List<String> arguments = new ArrayList<>(List.of(
                projection,
                Integer.toString(live),
                Integer.toString(other),
                Integer.toString(live + KEPT),
                Long.toString(now.toEpochMilli()),
                SegmentConnection.RELEASED,
                FLIPPED));
        for (var leases : List.of(liveLeases, otherLeases)) {
            arguments.add(leases.getFirst().epoch());
            arguments.add(Integer.toString(leases.size()));
        }
        for (var leases : List.of(liveLeases, otherLeases)) {
            for (var lease : leases) {
                arguments.addAll(List.of(lease.owner(), Long.toString(lease.fence()), lease.position()));
            }
        }
        return run(live, FLIP, arguments);
    }

    /** The live generation as it stands now; null when its data is lost. */
    public @Nullable Layout live() {
        return Layout.read(databases, projection, live);
    }

    /**
     * A segment of the live generation.
     *
     * @param owner    the node that works on it, null if none does
     * @param position text of the last position, null when it is lost
     * @param letters  how many events wait as dead letters
     */
    public record Standing(int segment, @Nullable String owner, @Nullable String position, int letters) {}

    /** The segments of the live generation, in their order. */
    public List<Standing> segments(Layout layout) {
        var redis = databases.shared(live).async();
        List<RedisFuture<byte[]>> positions = new ArrayList<>();
        List<RedisFuture<byte[]>> owners = new ArrayList<>();
        List<RedisFuture<List<byte[]>>> letters = new ArrayList<>();
        for (int i = 0; i < layout.segments(); i++) {
            positions.add(redis.hget(EngineKeys.segment(projection, i), EngineKeys.POSITION));
            owners.add(redis.get(EngineKeys.heartbeat(projection, i)));
            letters.add(redis.hvals(EngineKeys.letters(projection, i)));
        }
        return IntStream.range(0, layout.segments())
                .mapToObj(i -> {
                    var position = Redis.await(positions.get(i));
                    var owner = Redis.await(owners.get(i));
                    return new Standing(
                            i,
                            owner == null ? null : SegmentConnection.node(text(owner)),
                            position == null ? null : text(position),
                            Redis.await(letters.get(i)).stream()
                                    .mapToInt(lines -> (int) text(lines).lines().count())
                                    .sum());
                })
                .toList();
    }

    /** The generation that is being filled, if there is one; whatever was left of it. */
    public @Nullable Layout shadow() {
        return Layout.read(databases, projection, live + SHADOW);
    }

    /** Whether a database that other generations need holds keys of somebody else. */
    public boolean isForeign() {
        return Layout.isForeign(databases, projection, live + SHADOW) || Layout.isForeign(databases, projection, live + KEPT);
    }

    /** The kept generation, if there is one. */
    public Optional<Kept> kept() {
        var stored = Redis.await(databases.shared(live + KEPT)
                .async()
                .hmget(EngineKeys.projection(projection), EngineKeys.KEPT_SINCE, EngineKeys.EPOCH, EngineKeys.LAYOUT));
        if (!stored.get(0).hasValue() || !stored.get(1).hasValue()) {
            return Optional.empty();
        }
        return Optional.of(new Kept(
                Instant.ofEpochMilli(Long.parseLong(text(stored.get(0).getValue()))),
                text(stored.get(1).getValue()),
                stored.get(2).hasValue() ? Integer.parseInt(text(stored.get(2).getValue())) : 0));
    }

    /**
     * Empties the database of a generation that isn't live.
     *
     * @param behind {@link #SHADOW} or {@link #KEPT}
     * @param epoch  the history of the data that goes away
     * @return false, and nothing happened, when another one lies there or somebody is at work on it
     */
    public boolean drop(int behind, String epoch) {
        return run(live + behind, DROP, List.of(epoch));
    }

    private boolean run(int database, String script, List<String> arguments) {
        var values = arguments.stream().map(Guarded::utf8).toArray(byte[][]::new);
        Long done = Redis.await(databases.shared(database)
                .async()
                .eval(script, ScriptOutputType.INTEGER, new String[] {EngineKeys.projection(projection)}, values));
        return done == 1;
    }
}
