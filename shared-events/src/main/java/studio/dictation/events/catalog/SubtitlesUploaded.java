package studio.dictation.events.catalog;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * A subtitle file came with a video; kept, so that a transcript can be restored from it.
 *
 * @param channelId  the channel
 * @param videoId    the video
 * @param listing    which listing of the video, ≥ 1
 * @param text       the file, decoded; lines end in a line feed
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record SubtitlesUploaded(String channelId, String videoId, int listing, String text, Instant occurredAt)
        implements CatalogEvent {
    @Override
    public String toString() {
        return "SubtitlesUploaded[%s:%s, %d characters]".formatted(channelId, videoId, text.length());
    }
}
