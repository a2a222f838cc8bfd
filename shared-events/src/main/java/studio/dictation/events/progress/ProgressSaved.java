package studio.dictation.events.progress;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A learner's client saved a dictation. Holds the difference to the save before, so its size does not grow with the
 * length of the dictation.
 *
 * @param accountId         the learner's account
 * @param channelId         channel of the video
 * @param videoId           the video
 * @param listing           which listing of the video, ≥ 1
 * @param changedLines      sentence index → text typed, for lines that are new or differ; may be empty
 * @param clearedLines      sentence indexes that are no longer there; may be empty
 * @param currentTime       as the client sends it: wall clock of the save in milliseconds
 * @param overallCompletion per cent, 0 to 100
 * @param studiedMillis     time studied since the save before, milliseconds, 0 to 86,400,000
 * @param titles            what the video is called; absent when as stored before
 * @param occurredAt        when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record ProgressSaved(
        UUID accountId,
        String channelId,
        String videoId,
        int listing,
        Map<String, String> changedLines,
        List<String> clearedLines,
        double currentTime,
        double overallCompletion,
        long studiedMillis,
        @Nullable VideoTitles titles,
        Instant occurredAt)
        implements ProgressEvent {
    public ProgressSaved {
        changedLines = Collections.unmodifiableMap(new LinkedHashMap<>(changedLines));
        clearedLines = List.copyOf(clearedLines);
    }
}
