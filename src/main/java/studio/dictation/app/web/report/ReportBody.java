package studio.dictation.app.web.report;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;

/**
 * The body of U25.
 *
 * @param channelId   the channel
 * @param channelName its name
 * @param videoId     the video
 * @param videoTitle  its title
 * @param errorType   what sort of error it is
 * @param description what is wrong
 */
record ReportBody(
        @Nullable String channelId,
        @Nullable String channelName,
        @Nullable String videoId,
        @Nullable String videoTitle,
        @Nullable String errorType,
        @Nullable String description) {
    /** The same with everything there; refused naming what is missing. */
    Complete complete() {
        var complete = new Complete(
                text(channelId), text(channelName), text(videoId), text(videoTitle), text(errorType), text(description));
        new Checks()
                .that(!complete.channelId.isEmpty(), "channelId", "is required")
                .that(!complete.channelName.isEmpty(), "channelName", "is required")
                .that(!complete.videoId.isEmpty(), "videoId", "is required")
                .that(!complete.videoTitle.isEmpty(), "videoTitle", "is required")
                .that(!complete.errorType.isEmpty(), "errorType", "is required")
                .that(!complete.description.isEmpty(), "description", "is required")
                .orRefuse("Missing required fields");
        return complete;
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "").strip();
    }

    /** A complete body. */
    record Complete(
            String channelId, String channelName, String videoId, String videoTitle, String errorType, String description) {}
}
