package studio.dictation.events.catalog;

import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;

/**
 * A transcript is what it was before it was edited; no original is kept any more.
 *
 * @param channelId  the channel
 * @param videoId    the video
 * @param listing    which listing of the video, ≥ 1
 * @param lines      the sentences as they are now, in order, at least one
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record TranscriptRestored(
        String channelId, String videoId, int listing, List<TranscriptLine> lines, Instant occurredAt)
        implements CatalogEvent {
    public TranscriptRestored {
        lines = List.copyOf(lines);
    }
}
