package studio.dictation.command.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * A sentence as an editor sent it.
 *
 * @param start      seconds from the beginning of the video, 0 to 3,600,000; rounded to two decimals
 * @param end        seconds from the beginning of the video, {@code start} to 3,600,000; rounded to two decimals
 * @param transcript the sentence, not blank, at most 10,000 characters
 */
public record LineDraft(@Nullable Double start, @Nullable Double end, @Nullable String transcript) {
    /** A draft of nothing. */
    static final LineDraft EMPTY = new LineDraft(null, null, null);

    private static final double LONGEST_SECONDS = 1_000 * 3_600;
    private static final int LONGEST_TEXT = 10_000;

    /** The sentence; what is wrong with it is noted, each field behind the prefix. */
    TranscriptLine checked(String prefix, Checks checks) {
        double from = seconds(start, prefix + "start", checks);
        double to = seconds(end, prefix + "end", checks);
        checks.that(!(from > to), prefix + "end", "must not be before the start");
        var text = transcript == null ? "" : transcript;
        checks.text(prefix + "transcript", text, 1, LONGEST_TEXT);
        return new TranscriptLine(from, to, text);
    }

    private static double seconds(@Nullable Double given, String field, Checks checks) {
        if (given == null) {
            checks.that(false, field, "is required");
            return Double.NaN;
        }
        if (!(given >= 0 && given <= LONGEST_SECONDS)) {
            checks.that(false, field, "must be seconds from 0 to %,.0f".formatted(LONGEST_SECONDS));
            return Double.NaN;
        }
        // contract §9.11: two decimals, halves rounded as the old service did (0.125 → 0.12)
        return new BigDecimal(given).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
    }
}
