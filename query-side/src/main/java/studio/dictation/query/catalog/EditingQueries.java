package studio.dictation.query.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers what editors of transcripts need to know. */
public final class EditingQueries {
    private final Reads catalog;

    /** @param catalog database 1 */
    public EditingQueries(Reads catalog) {
        this.catalog = catalog;
    }

    @QueryHandler
    List<TranscriptStateView> handle(FindTranscriptStates query) {
        var keys = Stream.concat(
                        Stream.of(Key.channel(query.channelId())),
                        query.videoIds().stream().map(id -> Key.video(query.channelId(), id)))
                .toList();
        var found = catalog.hashes(
                keys,
                Field.VISIBILITY,
                Field.TITLE,
                Field.LISTING,
                Field.TRANSCRIPT_VERSION,
                Field.IS_REFINED,
                Field.REFINED_AT);
        return states(query, found);
    }

    @QueryHandler
    @Nullable SubtitlesView handle(GetSubtitles query) {
        var text = catalog.strings(List.of(Key.subtitles(query.channelId(), query.videoId()))).getFirst();
        return text == null ? null : new SubtitlesView(text);
    }

    @QueryHandler
    @Nullable TranscriptFiltersView handle(GetTranscriptFilters query) {
        var channel = catalog.hash(Key.channel(query.channelId()), Field.VISIBILITY);
        if (!VideoQueries.isVisible(channel, query.seesAll())) {
            return null;
        }
        var stored = catalog.strings(List.of(Key.transcriptFilters(query.channelId()))).getFirst();
        return new TranscriptFiltersView(query.channelId(), stored == null
                ? List.of()
                : FiltersDocument.CODEC.read(stored.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of the documents of the channel and, behind it, of the videos in the order asked for. */
    static List<TranscriptStateView> states(FindTranscriptStates query, List<Document> found) {
        List<TranscriptStateView> states = new ArrayList<>();
        for (int i = 0; i < query.videoIds().size(); i++) {
            var video = found.get(i + 1);
            if (VideoQueries.isVisible(found.getFirst(), query.seesAll())
                    && VideoQueries.isVisible(video, query.seesAll())) {
                states.add(state(query.videoIds().get(i), video));
            }
        }
        return states;
    }

    private static TranscriptStateView state(String videoId, Document video) {
        var refinedAt = video.text(Field.REFINED_AT);
        return new TranscriptStateView(
                videoId,
                video.text(Field.TITLE, ""),
                TranscriptTag.of(video),
                Boolean.parseBoolean(video.text(Field.IS_REFINED, "")),
                refinedAt == null ? null : Long.valueOf(refinedAt));
    }
}
