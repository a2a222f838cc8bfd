package studio.dictation.query.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A video that was drawn (api.md S27), and how many there were to draw from.
 *
 * @param video          the video
 * @param totalAvailable public videos of public channels
 */
public record DrawnVideo(Video video, @JsonProperty("total_available_videos") long totalAvailable) {
    /**
     * What is said of the video and its channel.
     *
     * @param channelId    the channel
     * @param videoId      YouTube's id
     * @param title        title of the video
     * @param link         address of the video
     * @param channelName  name of the channel
     * @param channelImage address of the channel's picture
     * @param language     language spoken
     */
    public record Video(
            @JsonProperty("channel_id") String channelId,
            @JsonProperty("video_id") String videoId,
            @JsonProperty("video_title") String title,
            @JsonProperty("video_link") String link,
            @JsonProperty("channel_name") String channelName,
            @JsonProperty("channel_image_url") String channelImage,
            String language) {}
}
