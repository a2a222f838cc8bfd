package studio.dictation.query.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A report, as {@code user:{email}.video_error_reports} holds it and as clients see it (api.md U25 to U28).
 *
 * @param id            {@code VER_<epoch milliseconds>_<e-mail>}
 * @param channelId     the channel
 * @param channelName   its name, as the learner saw it
 * @param videoId       the video
 * @param videoTitle    its title, as the learner saw it
 * @param userEmail     the learner's
 * @param userName      the learner's name at that time
 * @param errorType     {@code transcript_error}, {@code timing_error}, {@code missing_content} or {@code other}
 * @param description   what is wrong
 * @param status        {@code pending}, {@code resolved} or {@code rejected}
 * @param timestamp     when it was sent, epoch milliseconds
 * @param resolvedAt    since when it is settled, epoch milliseconds; absent while it is pending
 * @param adminResponse what the learner is told; absent while nothing was said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReportView(
        String id,
        String channelId,
        String channelName,
        String videoId,
        String videoTitle,
        String userEmail,
        String userName,
        String errorType,
        String description,
        String status,
        long timestamp,
        @Nullable Long resolvedAt,
        @Nullable String adminResponse) {
    ReportView reviewed(String newStatus, @Nullable Long since, @Nullable String response) {
        return new ReportView(id, channelId, channelName, videoId, videoTitle, userEmail, userName, errorType, description,
                newStatus, timestamp, since, response);
    }
}
