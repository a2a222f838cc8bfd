package studio.dictation.events.report;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import studio.dictation.events.PersonalData;

/**
 * A learner reported that something is wrong with a video.
 *
 * @param accountId   the learner's account
 * @param reportId    {@code VER_<epoch milliseconds>_<e-mail>} of {@code occurredAt}, the milliseconds nobody else's; of the
 *                    e-mail what can't stand in a path, and {@code @} and {@code .}, is {@code _}
 * @param email       the learner's
 * @param username    the learner's name at that time
 * @param channelId   the channel
 * @param channelName its name, as the learner saw it
 * @param videoId     the video
 * @param videoTitle  its title, as the learner saw it
 * @param errorType   {@code transcript_error}, {@code timing_error}, {@code missing_content} or {@code other}
 * @param description what is wrong; 1 to 4,000 characters, trimmed
 * @param occurredAt  when it was sent, or the next millisecond in which nobody sent anything; UTC, server clock
 */
@PersonalData
@Revision("1")
public record ErrorReported(
        UUID accountId,
        String reportId,
        String email,
        String username,
        String channelId,
        String channelName,
        String videoId,
        String videoTitle,
        String errorType,
        String description,
        Instant occurredAt)
        implements ReportEvent {}
