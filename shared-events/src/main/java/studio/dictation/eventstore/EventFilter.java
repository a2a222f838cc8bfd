package studio.dictation.eventstore;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events a reader wants with their content: those of the named kinds whose subject belongs to the segment, or that
 * have no subject.
 *
 * @param names        logical event names; absent: every name
 * @param segment      0..segmentCount-1
 * @param segmentCount 1..256
 */
public record EventFilter(@Nullable Set<String> names, int segment, int segmentCount) {
    /** Every event. */
    public static final EventFilter ALL = new EventFilter(null, 0, 1);

    public EventFilter {
        if (segmentCount < 1 || segmentCount > 256 || segment < 0 || segment >= segmentCount) {
            throw new IllegalArgumentException("No segment " + segment + " of " + segmentCount);
        }
        names = names == null ? null : Set.copyOf(names);
    }

    /** Whether this filter wants an event; what the reader's SQL decides, said in Java. */
    public boolean wants(String name, @Nullable UUID subject) {
        return (names == null || names.contains(name))
                && (subject == null || Segments.of(subject, segmentCount) == segment);
    }
}
