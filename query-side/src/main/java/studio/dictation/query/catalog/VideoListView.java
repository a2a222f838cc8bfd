package studio.dictation.query.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The videos of a channel (api.md S8).
 *
 * @param channelId the channel
 * @param videos    those that exist for the caller, oldest first
 */
public record VideoListView(@JsonProperty("channel_id") String channelId, List<VideoView> videos) {
    public VideoListView {
        videos = List.copyOf(videos);
    }
}
