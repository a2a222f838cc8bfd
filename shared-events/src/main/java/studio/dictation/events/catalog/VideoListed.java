package studio.dictation.events.catalog;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * A video entered a channel.
 *
 * @param channelId  the channel
 * @param videoId    YouTube's id of the video, 11 of {@code [A-Za-z0-9_-]}
 * @param listing    1 for the first time; counts up when a removed video is listed again
 * @param link       address of the video
 * @param title      title shown
 * @param visibility {@code public}; anything else is private
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record VideoListed(
        String channelId,
        String videoId,
        int listing,
        String link,
        String title,
        String visibility,
        Instant occurredAt)
        implements CatalogEvent {}
