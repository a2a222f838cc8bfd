package studio.dictation.query.catalog;

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
 */
public record TranscriptView(
        @JsonProperty("channel_id") String channelId,
        @JsonProperty("video_id") String videoId,
        String title,
        @Nullable List<TranscriptLine> transcript) {}
