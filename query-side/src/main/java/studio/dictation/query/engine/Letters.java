package studio.dictation.query.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.eventstore.EventPosition;

/**
 * The dead letters of a segment: per parked sequence the events that wait there, oldest first. A letter only points at the
 * stored event, so upcasters and corrected handlers apply when it is tried again.
 */
final class Letters {
    private final Map<String, List<Letter>> parked = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    /**
     * One event that waits.
     *
     * @param position where the event stands in the store
     * @param reason   class of the exception that parked it; {@code -} when it waits behind another
     */
    record Letter(EventPosition position, String reason) {
        static final String BEHIND = "-";

        boolean isBehind() {
            return reason.equals(BEHIND);
        }

        static Letter parse(String line) {
            int blank = line.indexOf(' ');
            return new Letter(EventPosition.parse(line.substring(0, blank)), line.substring(blank + 1));
        }

        @Override
        public String toString() {
            return position + " " + reason;
        }
    }

    /** Reads what {@link #changes} wrote. */
    static Letters parse(Map<String, String> stored) {
        var letters = new Letters();
        stored.forEach((sequence, text) -> letters.parked.put(
                sequence, new ArrayList<>(text.lines().map(Letter::parse).toList())));
        return letters;
    }

    boolean isParked(String sequence) {
        return parked.containsKey(sequence);
    }

    Set<String> sequences() {
        return Set.copyOf(parked.keySet());
    }

    List<Letter> of(String sequence) {
        return List.copyOf(parked.getOrDefault(sequence, List.of()));
    }

    int count() {
        return parked.values().stream().mapToInt(List::size).sum();
    }

    void park(String sequence, EventPosition position, String reason) {
        var waiting = parked.computeIfAbsent(sequence, none -> new ArrayList<>());
        waiting.add(new Letter(position, reason));
        // Failures of one batch are found key by key, not in the order of the events.
        waiting.sort(Comparator.comparing(Letter::position));
        changed.add(sequence);
    }

    /** Lets the oldest letters of a sequence go; the sequence is free when none is left. */
    void settle(String sequence, int count) {
        var waiting = parked.get(sequence);
        if (waiting != null) {
            waiting.subList(0, count).clear();
            if (waiting.isEmpty()) {
                parked.remove(sequence);
            }
            changed.add(sequence);
        }
    }

    /** Says what is wrong with the oldest letter of a sequence. */
    void blame(String sequence, String reason) {
        var waiting = parked.get(sequence);
        if (waiting != null && !waiting.getFirst().reason.equals(reason)) {
            waiting.set(0, new Letter(waiting.getFirst().position, reason));
            changed.add(sequence);
        }
    }

    /** Takes the letter of an event out of a sequence; false if there is none. */
    boolean discard(String sequence, UUID event) {
        var waiting = parked.get(sequence);
        if (waiting == null || !waiting.removeIf(letter -> letter.position.eventId().equals(event))) {
            return false;
        }
        settle(sequence, 0);
        return true;
    }

    /** What has to be written: sequence → letters, null for a sequence that is free again. */
    Map<String, @Nullable String> changes() {
        Map<String, @Nullable String> texts = new HashMap<>();
        for (var sequence : changed) {
            var waiting = parked.get(sequence);
            texts.put(sequence, waiting == null ? null : text(waiting));
        }
        return texts;
    }

    /** A copy to work on, so that nothing is remembered of a batch that was not written. */
    Letters copy() {
        var copy = new Letters();
        parked.forEach((sequence, waiting) -> copy.parked.put(sequence, new ArrayList<>(waiting)));
        return copy;
    }

    private static String text(List<Letter> waiting) {
        return String.join("\n", waiting.stream().map(Letter::toString).toList());
    }
}
