package studio.dictation.events.catalog;

import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;

/**
 * An editor changed a transcript.
 *
 * @param channelId     the channel
 * @param videoId       the video
 * @param listing       which listing of the video, ≥ 1
 * @param lines         the sentences as they are now, in order; none if filters left nothing
 * @param keepsOriginal whether what stood there before is kept as the original, to be restored
 * @param occurredAt    when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record TranscriptEdited(
        String channelId,
        String videoId,
        int listing,
        List<TranscriptLine> lines,
        boolean keepsOriginal,
        Instant occurredAt)
        implements CatalogEvent {
    public TranscriptEdited {
        lines = List.copyOf(lines);
    }
}
