package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.catalog.Subtitles;

/**
 * The answer of S6.
 *
 * @param results      one for each item, ordered by video
 * @param total        items sent
 * @param successCount videos listed
 * @param errorCount   items refused; a duplicate counts neither here nor there
 * @param message      {@code success}, or {@code partially success} if anything was refused or there before
 * @param duplicates   videos that were there before; absent when none was
 */
record UploadReport(
        List<Result> results,
        @JsonProperty("total_videos") int total,
        @JsonProperty("success_count") long successCount,
        @JsonProperty("error_count") long errorCount,
        String message,
        @JsonProperty("duplicate_video_ids") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> duplicates) {
    static UploadReport of(List<Result> results) {
        var sorted = results.stream()
                .sorted(Comparator.comparing(Result::videoId, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
        var duplicates = sorted.stream().filter(Result::isDuplicate).map(Result::videoId).filter(Objects::nonNull)
                .distinct().toList();
        var listed = sorted.stream().filter(Result::success).count();
        var refused = sorted.stream().filter(result -> !result.success() && !result.isDuplicate()).count();
        return new UploadReport(sorted, sorted.size(), listed, refused,
                listed == sorted.size() ? "success" : "partially success", duplicates);
    }

    /** What became of one item. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            @JsonProperty("video_id") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String videoId,
            boolean success,
            String message,
            @Nullable Boolean duplicate,
            @JsonProperty("transcript_source") @Nullable String source,
            @JsonProperty("transcript_count") @Nullable Integer lines) {
        static Result refused(@Nullable String videoId, String message) {
            return new Result(videoId, false, message, null, null, null);
        }

        static Result duplicate(String videoId, String channelId) {
            var message = "Video %s already exists in channel %s".formatted(videoId, channelId);
            return new Result(videoId, false, message, true, null, null);
        }

        static Result listed(String videoId, String channelId, @Nullable Subtitles subtitles) {
            var message = "Video %s saved successfully for channel %s".formatted(videoId, channelId);
            if (subtitles == null) {
                return new Result(videoId, true, message, null, UploadForm.Item.YOUTUBE, null);
            }
            int skippedBlocks = subtitles.skippedBlocks();
            var skipped = skippedBlocks == 0 ? "" : " (subtitle blocks skipped: %d)".formatted(skippedBlocks);
            return new Result(videoId, true, message + skipped, null, "uploaded_srt", subtitles.lines().size());
        }

        private boolean isDuplicate() {
            return duplicate != null;
        }
    }
}
