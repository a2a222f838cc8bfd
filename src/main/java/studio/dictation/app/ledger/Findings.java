package studio.dictation.app.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The first findings of a verification, and how many there were. */
final class Findings {
    /** Most that are named. */
    static final int NAMED = 1_000;

    private final List<Finding> named = new ArrayList<>();
    private long count;

    void entry(Finding.Kind kind, String stream, long sequence, @Nullable UUID eventId, @Nullable Long seal) {
        add(new Finding(kind, stream, sequence, eventId, seal));
    }

    void seal(Finding.Kind kind, @Nullable Long seal) {
        add(new Finding(kind, null, null, null, seal));
    }

    /** Whether an entry is named already. */
    boolean name(String stream, long sequence) {
        return named.stream().anyMatch(finding -> stream.equals(finding.stream()) && Long.valueOf(sequence).equals(finding.sequence()));
    }

    /** Whether further findings are only counted. */
    boolean full() {
        return named.size() >= NAMED;
    }

    List<Finding> named() {
        return List.copyOf(named);
    }

    long count() {
        return count;
    }

    private void add(Finding finding) {
        if (named.contains(finding)) {
            return;
        }
        count++;
        if (!full()) {
            named.add(finding);
        }
    }
}
