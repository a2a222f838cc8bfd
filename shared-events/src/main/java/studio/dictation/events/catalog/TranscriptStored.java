package studio.dictation.events.catalog;

import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;

/**
 * A video has a transcript.
 *
 * @param channelId  the channel
 * @param videoId    the video
 * @param listing    which listing of the video, ≥ 1
 * @param lines      the sentences in order, at least one
 * @param source     where they come from: {@code uploaded_srt}, {@code youtube} or {@code yt_dlp}
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record TranscriptStored(
        String channelId, String videoId, int listing, List<TranscriptLine> lines, String source, Instant occurredAt)
        implements CatalogEvent {
    public TranscriptStored {
        lines = List.copyOf(lines);
    }
}
