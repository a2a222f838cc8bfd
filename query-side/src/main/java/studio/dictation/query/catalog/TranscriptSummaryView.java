package studio.dictation.query.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What state the transcript of a video is in (api.md S17).
 *
 * @param videoId         YouTube's id
 * @param title           title of the video
 * @param transcriptCount number of sentences
 * @param hasOriginal     whether what stood there before it was edited is kept
 * @param lastUpdated     last change of the video, epoch milliseconds; null when unknown
 * @param isRefined       whether an editor has finished it
 * @param refinedAt       when it was finished, epoch milliseconds; null while it isn't
 */
public record TranscriptSummaryView(
        @JsonProperty("video_id") String videoId,
        String title,
        @JsonProperty("transcript_count") int transcriptCount,
        @JsonProperty("has_original") boolean hasOriginal,
        @JsonProperty("last_updated") @Nullable Long lastUpdated,
        @JsonProperty("is_refined") boolean isRefined,
        @JsonProperty("refined_at") @Nullable Long refinedAt) {}
