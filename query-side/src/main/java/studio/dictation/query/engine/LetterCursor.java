package studio.dictation.query.engine;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import studio.dictation.eventstore.EventPosition;

/**
 * How far somebody has come with the dead letters of a projection.
 *
 * @param segment  number of the segment
 * @param sequence the parked sequence; without colons, as streams and accounts are named
 * @param letter   the last one that was seen of it; null if the sequence is done with
 */
record LetterCursor(int segment, String sequence, @Nullable EventPosition letter) implements Comparable<LetterCursor> {
    private static final Comparator<LetterCursor> BY_SEQUENCE =
            Comparator.comparingInt(LetterCursor::segment).thenComparing(LetterCursor::sequence);

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text is no cursor
     */
    static LetterCursor parse(String text) {
        var parts = text.split(":", 3);
        if (parts.length < 2) {
            throw new IllegalArgumentException("Not a cursor of dead letters");
        }
        return new LetterCursor(
                Integer.parseInt(parts[0]), parts[1], parts.length == 2 ? null : EventPosition.parse(parts[2]));
    }

    /** By segment and sequence alone. */
    @Override
    public int compareTo(LetterCursor other) {
        return BY_SEQUENCE.compare(this, other);
    }

    /** {@code segment:sequence}, and the letter's position if there is one. */
    @Override
    public String toString() {
        return segment + ":" + sequence + (letter == null ? "" : ":" + letter);
    }
}
