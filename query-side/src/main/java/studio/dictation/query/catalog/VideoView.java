package studio.dictation.query.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * A video of the contract (api.md §2).
 *
 * @param videoId    YouTube's id
 * @param title      title shown
 * @param link       address of the video
 * @param visibility {@code public}; anything else is private
 * @param createdAt  epoch milliseconds
 * @param updatedAt  epoch milliseconds; equals {@code createdAt} until something changes
 * @param isRefined  whether an editor has finished its transcript
 * @param refinedAt  when the transcript was finished, epoch milliseconds; absent while it isn't
 * @param transcript the sentences in order; absent unless asked for, and while there is none
 * @param original   what stood there before it was edited; absent unless asked for, and while none is kept
 * @param source     where the transcript comes from; absent unless asked for, and while there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VideoView(
        @JsonProperty("video_id") String videoId,
        String title,
        String link,
        String visibility,
        @JsonProperty("created_at") long createdAt,
        @JsonProperty("updated_at") long updatedAt,
        @JsonProperty("is_refined") boolean isRefined,
        @JsonProperty("refined_at") @Nullable Long refinedAt,
        @Nullable List<TranscriptLine> transcript,
        @JsonProperty("original_transcript") @Nullable List<TranscriptLine> original,
        @JsonProperty("transcript_source") @Nullable String source) {}
