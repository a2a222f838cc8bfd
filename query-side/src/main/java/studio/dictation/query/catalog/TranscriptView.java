package studio.dictation.query.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * A transcript with the video it belongs to (api.md S11).
 *
 * @param channelId  the channel
 * @param videoId    the video
 * @param title      title of the video
 * @param transcript the sentences in order; null when none is stored yet
 * @param tag        names the state of the transcript; null when it isn't known. No part of the answer
 */
public record TranscriptView(
        @JsonProperty("channel_id") String channelId,
        @JsonProperty("video_id") String videoId,
        String title,
        @Nullable List<TranscriptLine> transcript,
        @JsonIgnore @Nullable TranscriptTag tag) {
    /** A transcript whose state has no name. */
    public TranscriptView(String channelId, String videoId, String title, @Nullable List<TranscriptLine> transcript) {
        this(channelId, videoId, title, transcript, null);
    }
}
