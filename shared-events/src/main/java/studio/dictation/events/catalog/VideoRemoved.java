package studio.dictation.events.catalog;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * A video left its channel, with its transcript and what learners wrote down of this listing and all before it.
 *
 * @param channelId  the channel
 * @param videoId    the video
 * @param listing    which listing of the video, ≥ 1
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record VideoRemoved(String channelId, String videoId, int listing, Instant occurredAt) implements CatalogEvent {}
