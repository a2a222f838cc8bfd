package studio.dictation.command.report;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;

/**
 * Reports that something is wrong with a video; refused with {@link studio.dictation.command.kernel.MillisecondTaken} when anybody
 * has reported anything at that instant.
 *
 * @param at          when it is sent, in milliseconds; names the report
 * @param accountId   the learner's account
 * @param email       the learner's
 * @param username    the learner's name
 * @param video       the video
 * @param channelName name of its channel, 1 to 500 characters; trimmed
 * @param videoTitle  its title, 1 to 500 characters; trimmed
 * @param errorType   {@code transcript_error}, {@code timing_error}, {@code missing_content} or {@code other}
 * @param description what is wrong, 1 to 4,000 characters; trimmed
 */
public record ReportError(
        Instant at,
        UUID accountId,
        String email,
        String username,
        VideoRef video,
        String channelName,
        String videoTitle,
        String errorType,
        String description)
        implements Command {
    private static final Set<String> TYPES = Set.of("transcript_error", "timing_error", "missing_content", "other");
    private static final int LONGEST_TITLE = 500;
    private static final int LONGEST_DESCRIPTION = 4_000;

    public ReportError {
        channelName = channelName.strip();
        videoTitle = videoTitle.strip();
        description = description.strip();
        requireType(errorType);
        new Checks()
                .text("channelName", channelName, 1, LONGEST_TITLE)
                .text("videoTitle", videoTitle, 1, LONGEST_TITLE)
                .text("description", description, 1, LONGEST_DESCRIPTION)
                .orRefuse();
    }

    /** Refuses what is no type of error, with the contract's text. */
    public static void requireType(String errorType) {
        new Checks()
                .that(TYPES.contains(errorType), "errorType", "must be transcript_error, timing_error, missing_content or other")
                .orRefuse("Invalid error type");
    }

    /** The report's id. */
    public String reportId() {
        return ErrorReport.reportId(at, email);
    }

    @Override
    public String streamId() {
        return ErrorReport.streamId(at.toEpochMilli());
    }

    @Override
    public String toString() {
        return "ReportError[%s, %s, %s, %s]".formatted(at, accountId, video.key(), errorType);
    }
}
