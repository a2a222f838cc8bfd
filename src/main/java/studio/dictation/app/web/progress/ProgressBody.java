package studio.dictation.app.web.progress;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;

/**
 * The body of U1. Titles that clients send beside it are ignored: the catalogue knows them.
 *
 * @param channelId         channel of the video
 * @param videoId           the video
 * @param userInput         sentence index → text typed
 * @param currentTime       wall clock of the save in milliseconds
 * @param overallCompletion per cent
 * @param duration          seconds studied since the save before
 */
record ProgressBody(
        @Nullable String channelId,
        @Nullable String videoId,
        @Nullable Map<String, @Nullable String> userInput,
        @Nullable Double currentTime,
        @Nullable Double overallCompletion,
        @Nullable Double duration) {
    private static final double LONGEST_SECONDS = 86_400;
    private static final double MILLIS = 1_000;

    /** The same with everything there; refused naming what is missing. */
    Complete complete() {
        var missing = new Checks()
                .that(channelId != null, "channelId", "is required")
                .that(videoId != null, "videoId", "is required")
                .that(userInput != null, "userInput", "is required")
                .that(currentTime != null, "currentTime", "is required")
                .that(overallCompletion != null, "overallCompletion", "is required")
                .that(duration != null, "duration", "is required");
        if (channelId != null && videoId != null && userInput != null && currentTime != null
                && overallCompletion != null && duration != null) {
            // Bounding it below would make a day of "Infinity", and nothing of "NaN".
            new Checks().that(Double.isFinite(duration), "duration", "must be a finite number").orRefuse();
            return new Complete(channelId, videoId, lines(userInput), currentTime, overallCompletion, millis(duration));
        }
        missing.orRefuse("Missing required fields");
        throw new AssertionError("What is missing was named");
    }

    // Clients that study in one go send the time of a whole session; more than a day is a clock gone wrong.
    private static long millis(double seconds) {
        return Math.round(Math.min(seconds, LONGEST_SECONDS) * MILLIS);
    }

    private static Map<String, String> lines(Map<String, @Nullable String> given) {
        var lines = new LinkedHashMap<String, String>();
        given.forEach((index, text) -> lines.put(index, text == null ? "" : text));
        return lines;
    }

    /** A complete body. */
    record Complete(
            String channelId,
            String videoId,
            Map<String, String> userInput,
            double currentTime,
            double overallCompletion,
            long studiedMillis) {}
}
