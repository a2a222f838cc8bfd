package studio.dictation.query.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A video of the contract (api.md §2), without its transcript.
 *
 * @param videoId    YouTube's id
 * @param title      title shown
 * @param link       address of the video
 * @param visibility {@code public}; anything else is private
 * @param createdAt  epoch milliseconds
 * @param updatedAt  epoch milliseconds; equals {@code createdAt} until something changes
 * @param isRefined  whether an editor has finished its transcript
 */
public record VideoView(
        @JsonProperty("video_id") String videoId,
        String title,
        String link,
        String visibility,
        @JsonProperty("created_at") long createdAt,
        @JsonProperty("updated_at") long updatedAt,
        @JsonProperty("is_refined") boolean isRefined) {}
