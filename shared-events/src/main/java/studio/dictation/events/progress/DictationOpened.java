package studio.dictation.events.progress;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * A learner began a dictation; nothing is typed yet.
 *
 * @param accountId  the learner's account
 * @param channelId  channel of the video
 * @param videoId    the video
 * @param listing    which listing of the video, ≥ 1; a video that is removed and listed again counts up
 * @param titles     what the video was called at that time
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record DictationOpened(
        UUID accountId, String channelId, String videoId, int listing, VideoTitles titles, Instant occurredAt)
        implements ProgressEvent {}
