package studio.dictation.events.catalog;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * An editor said whether a transcript is finished.
 *
 * @param channelId  the channel
 * @param videoId    the video
 * @param listing    which listing of the video, ≥ 1
 * @param refined    true when it is finished, false when there is work to do
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record RefinementMarked(String channelId, String videoId, int listing, boolean refined, Instant occurredAt)
        implements CatalogEvent {}
