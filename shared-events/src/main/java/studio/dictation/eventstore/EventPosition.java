package studio.dictation.eventstore;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.UUID;
import org.axonframework.eventhandling.TrackingToken;

/**
 * Where a reader stands: the last event it has seen. Ordered by generation, transaction id and sequence; the event id is no
 * part of the order but tells whether a store still holds the history the position was taken in.
 *
 * @param generation the history of transaction ids the event was written in, from 1; 0 before the first event
 * @param xid        PostgreSQL's 64-bit id of the writing transaction
 * @param sequence   number of the row, ascending within a transaction
 * @param eventId    the event found there
 */
public record EventPosition(int generation, long xid, long sequence, UUID eventId)
        implements TrackingToken, Comparable<EventPosition> {
    /** Before the first event. */
    public static final EventPosition START = new EventPosition(0, 0, 0, new UUID(0, 0));

    private static final Comparator<EventPosition> ORDER = Comparator.comparingInt(EventPosition::generation)
            .thenComparingLong(EventPosition::xid)
            .thenComparingLong(EventPosition::sequence);

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text is no position
     */
    public static EventPosition parse(String text) {
        var parts = text.split(":", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("Not an event position: " + text);
        }
        return new EventPosition(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]),
                UUID.fromString(parts[3]));
    }

    /** {@code generation:xid:sequence:eventId}. */
    @Override
    public String toString() {
        return generation + ":" + xid + ":" + sequence + ":" + eventId;
    }

    @Override
    public int compareTo(EventPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public EventPosition lowerBound(TrackingToken other) {
        return covers(other) ? (EventPosition) other : this;
    }

    @Override
    public EventPosition upperBound(TrackingToken other) {
        return covers(other) ? this : (EventPosition) other;
    }

    @Override
    public boolean covers(TrackingToken other) {
        return compareTo((EventPosition) other) >= 0;
    }

    @Override
    public OptionalLong position() {
        return OptionalLong.of(sequence);
    }
}
