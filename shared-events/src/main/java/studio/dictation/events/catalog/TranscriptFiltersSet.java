package studio.dictation.events.catalog;

import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;

/**
 * A channel has other transcript filters: texts that editors take out of its transcripts.
 *
 * @param channelId  the channel
 * @param filters    the texts in the order in which they apply, at least one
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record TranscriptFiltersSet(String channelId, List<String> filters, Instant occurredAt) implements CatalogEvent {
    public TranscriptFiltersSet {
        filters = List.copyOf(filters);
    }
}
