package studio.dictation.query.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * A video among all that are said anywhere (api.md S7).
 *
 * @param link       address of the video
 * @param videoId    YouTube's id
 * @param title      title shown
 * @param transcript the sentences in order; empty while there are none
 * @param createdAt  epoch milliseconds, as a text here alone
 */
public record SpokenVideo(
        String link,
        @JsonProperty("video_id") String videoId,
        String title,
        List<TranscriptLine> transcript,
        @JsonProperty("created_at") String createdAt) {
    /** What S7 tells of a video. */
    public static SpokenVideo of(VideoView video) {
        return new SpokenVideo(
                video.link(),
                video.videoId(),
                video.title(),
                Objects.requireNonNullElse(video.transcript(), List.of()),
                Long.toString(video.createdAt()));
    }
}
