package studio.dictation.events.catalog;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * A listed video is described anew; every component is as it is now.
 *
 * @param channelId  the channel
 * @param videoId    the video
 * @param listing    which listing of the video, ≥ 1
 * @param link       address of the video
 * @param title      title shown
 * @param visibility {@code public}; anything else is private
 * @param listedAt   when this listing began; UTC, milliseconds, server clock
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record VideoRevised(
        String channelId,
        String videoId,
        int listing,
        String link,
        String title,
        String visibility,
        Instant listedAt,
        Instant occurredAt)
        implements CatalogEvent {}
