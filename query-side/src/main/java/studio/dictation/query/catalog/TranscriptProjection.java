package studio.dictation.query.catalog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.catalog.RefinementMarked;
import studio.dictation.events.catalog.TranscriptEdited;
import studio.dictation.events.catalog.TranscriptFiltersSet;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.events.catalog.TranscriptRestored;
import studio.dictation.events.catalog.TranscriptStored;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.HashChanges;
import studio.dictation.query.redis.Json;
import studio.dictation.query.redis.Key;

/**
 * Owns what {@code video:{channelId}:{videoId}} holds of the transcript, and {@code transcript_filters:{channelId}}. The version
 * counts the events that set a transcript, as who decides on it does.
 */
public final class TranscriptProjection {
    private static final Codec<Integer> COUNT = Json.of(Integer.class);

    private final Changes changes;

    public TranscriptProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(TranscriptStored event) {
        var video = changes.hash(Key.video(event.channelId(), event.videoId()))
                .set(Field.TRANSCRIPT_SOURCE, event.source())
                .set(Field.UPDATED_AT, Long.toString(event.occurredAt().toEpochMilli()));
        set(video, event.lines());
    }

    @EventHandler
    void on(TranscriptEdited event) {
        var video = changes.hash(Key.video(event.channelId(), event.videoId()));
        if (event.keepsOriginal()) {
            video.move(Field.TRANSCRIPT, Field.ORIGINAL_TRANSCRIPT);
        }
        set(video, event.lines()).set(Field.UPDATED_AT, Long.toString(event.occurredAt().toEpochMilli()));
    }

    // contract §9.12: a transcript that is again what it was counts as unchanged since
    @EventHandler
    void on(TranscriptRestored event) {
        set(changes.hash(Key.video(event.channelId(), event.videoId())), event.lines()).clear(Field.ORIGINAL_TRANSCRIPT);
    }

    @EventHandler
    void on(RefinementMarked event) {
        var at = Long.toString(event.occurredAt().toEpochMilli());
        var video = changes.hash(Key.video(event.channelId(), event.videoId()))
                .set(Field.IS_REFINED, Boolean.toString(event.refined()))
                .set(Field.UPDATED_AT, at);
        if (event.refined()) {
            video.set(Field.REFINED_AT, at);
        } else {
            video.clear(Field.REFINED_AT);
        }
    }

    @EventHandler
    void on(TranscriptFiltersSet event) {
        var filters = new String(FiltersDocument.CODEC.write(event.filters()), StandardCharsets.UTF_8);
        changes.put(Key.transcriptFilters(event.channelId()), filters, null);
    }

    private static HashChanges set(HashChanges video, List<TranscriptLine> lines) {
        return video.set(Field.TRANSCRIPT, TranscriptDocument.CODEC.write(lines))
                .set(Field.TRANSCRIPT_COUNT, Integer.toString(lines.size()))
                .update(Field.TRANSCRIPT_VERSION, COUNT, TranscriptProjection::next);
    }

    private static Integer next(@Nullable Integer number) {
        return number == null ? 1 : number + 1;
    }
}
