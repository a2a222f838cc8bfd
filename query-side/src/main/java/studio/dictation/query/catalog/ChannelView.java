package studio.dictation.query.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A channel of the contract (api.md §2).
 *
 * @param id         id of the channel
 * @param name       name shown
 * @param imageUrl   address of its picture
 * @param link       address of the channel, or empty
 * @param visibility {@code public}; anything else is private
 * @param language   language spoken
 * @param videos     ids of its videos that exist for the caller, oldest first
 */
public record ChannelView(
        String id,
        String name,
        @JsonProperty("image_url") String imageUrl,
        String link,
        String visibility,
        String language,
        List<String> videos) {}
