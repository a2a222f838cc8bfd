package studio.dictation.query.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides how segments are spread over the nodes that move them. Each tells the others how many it has; the one that has most gives some
 * to one that has fewer by two or more, so a move never leads to another one back. What a node doesn't hear for a while it
 * counts as gone.
 */
final class Spread {
    private static final String LEFT = "left";
    private static final int PARTS = 3;
    private static final int ROUNDS_AFTER_A_MOVE = 2;
    private static final int MOST_ROUNDS = 64;

    private final String node;
    private final long lapse;
    private final LongSupplier nanoTime;
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private int wait;
    private int patience = ROUNDS_AFTER_A_MOVE;
    private int before = -1;

    /**
     * For one node.
     *
     * @param lapse how long another node counts after it was heard
     */
    Spread(String node, Duration lapse, LongSupplier nanoTime) {
        this.node = node;
        this.lapse = lapse.toNanos();
        this.nanoTime = nanoTime;
    }

    /** What a node is known to have. */
    private record Peer(int held, Set<String> standsBy, long heardAt) {}

    /** Segments to give up. */
    record Excess(String projection, int count) {}

    /** What this node tells the others: how many segments it has, and of which projections it would take more. */
    String told(Collection<SegmentState> states) {
        return String.join(" ", node, Integer.toString(held(states)), projections(states, SegmentState.Condition.STANDING_BY)
                .distinct().collect(Collectors.joining(",")));
    }

    /** What this node tells the others before it gives up all that it has. */
    String left() {
        return node + " " + LEFT;
    }

    /** Takes note of what a node told. */
    void heard(String told) {
        var parts = told.split(" ", PARTS);
        if (parts[0].equals(node)) {
            return;
        }
        if (parts[1].equals(LEFT)) {
            peers.remove(parts[0]);
        } else {
            peers.put(parts[0], new Peer(
                    Integer.parseInt(parts[1]), Arrays.stream(parts[2].split(",")).collect(Collectors.toSet()), nanoTime.getAsLong()));
        }
    }

    /** Whether no other node has fewer segments: then it is this one's turn to take one that has become free. */
    boolean isNext(Collection<SegmentState> states) {
        int held = held(states);
        return present().noneMatch(peer -> peer.getValue().held() < held);
    }

    /** What this node has too much, as far as it knows; asked for once a round. */
    Optional<Excess> excess(Collection<SegmentState> states) {
        if (wait > 0) {
            wait--;
            return Optional.empty();
        }
        int held = held(states);
        if (before >= 0) {
            // Whoever was to take them didn't, and may not be able to.
            patience = held < before ? ROUNDS_AFTER_A_MOVE : Math.min(patience * 2, MOST_ROUNDS);
            before = -1;
        }
        if (present().anyMatch(peer -> peer.getValue().held() > held
                || (peer.getValue().held() == held && peer.getKey().compareTo(node) < 0))) {
            return Optional.empty();
        }
        var excess = projections(states, SegmentState.Condition.WORKING)
                .collect(Collectors.groupingBy(projection -> projection, Collectors.counting()))
                .entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .flatMap(mine -> fewest(mine.getKey())
                        .filter(fewest -> held - fewest >= 2)
                        .map(fewest -> new Excess(mine.getKey(), (int) Math.min(mine.getValue(), (held - fewest) / 2)))
                        .stream())
                .findFirst();
        if (excess.isPresent()) {
            before = held;
            wait = patience;
        }
        return excess;
    }

    private Optional<Integer> fewest(String projection) {
        return present().map(Map.Entry::getValue)
                .filter(peer -> peer.standsBy().contains(projection))
                .map(Peer::held)
                .min(Comparator.naturalOrder());
    }

    private Stream<Map.Entry<String, Peer>> present() {
        long now = nanoTime.getAsLong();
        peers.values().removeIf(peer -> now - peer.heardAt() > lapse);
        return peers.entrySet().stream();
    }

    private static int held(Collection<SegmentState> states) {
        return (int) projections(states, SegmentState.Condition.WORKING).count();
    }

    private static Stream<String> projections(Collection<SegmentState> states, SegmentState.Condition condition) {
        return states.stream().filter(state -> state.condition() == condition).map(SegmentState::projection);
    }
}
