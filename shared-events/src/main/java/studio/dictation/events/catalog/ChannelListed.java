package studio.dictation.events.catalog;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * A channel entered the catalogue.
 *
 * @param channelId  id of the channel, {@code [A-Za-z0-9_-]+}
 * @param name       name shown
 * @param imageUrl   address of its picture
 * @param link       address of the channel, empty when none was given
 * @param visibility {@code public}; anything else is private
 * @param language   language spoken, {@code en} unless given
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record ChannelListed(
        String channelId,
        String name,
        String imageUrl,
        String link,
        String visibility,
        String language,
        Instant occurredAt)
        implements CatalogEvent {}
