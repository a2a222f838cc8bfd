package studio.dictation.query.engine;

import java.util.UUID;
import studio.dictation.eventstore.FollowUps;

/**
 * An event that is to arrive in a projection.
 *
 * @param projection name of the projection
 * @param segment    the segment that will apply it; {@link #ONE} for an event of an account, which one segment applies, whichever it
 *                   is by then
 * @param event      id of the event
 */
public record Expected(String projection, int segment, UUID event) {
    /** Stands for the only segment that will apply an event. */
    static final int ONE = -1;

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text is no expectation
     */
    public static Expected parse(String text) {
        var parts = text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("Not an expectation: " + text);
        }
        return new Expected(parts[0], Integer.parseInt(parts[1]), UUID.fromString(parts[2]));
    }

    /** What follows from the event, where that is going to show. */
    public Expected followUp() {
        return new Expected(projection, segment, FollowUps.of(event));
    }

    /** {@code projection/segment/event}. */
    @Override
    public String toString() {
        return projection + "/" + segment + "/" + event;
    }
}
