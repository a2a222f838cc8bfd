package studio.dictation.query.catalog;

import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers what is said in a video of any channel. */
public final class TranscriptQueries {
    private final Reads catalog;

    /** @param catalog database 1 */
    public TranscriptQueries(Reads catalog) {
        this.catalog = catalog;
    }

    @QueryHandler
    @Nullable TranscriptView handle(FindTranscript query) {
        var channels = catalog.members(Key.videoChannels(query.videoId())).stream().sorted().toList();
        if (channels.isEmpty()) {
            return null;
        }
        var videos = catalog.hashes(
                channels.stream().map(channel -> Key.video(channel, query.videoId())).toList(),
                Field.TITLE,
                Field.TRANSCRIPT,
                Field.UPDATED_AT);
        return newest(query.videoId(), channels, videos);
    }

    static @Nullable TranscriptView newest(String videoId, List<String> channels, List<Document> videos) {
        TranscriptView newest = null;
        long newestAt = -1;
        for (int i = 0; i < channels.size(); i++) {
            var video = videos.get(i);
            var lines = video.value(Field.TRANSCRIPT, TranscriptDocument.CODEC);
            long at = Long.parseLong(video.text(Field.UPDATED_AT, "0"));
            if (lines != null && !lines.isEmpty() && at > newestAt) {
                newest = new TranscriptView(channels.get(i), videoId, video.text(Field.TITLE, ""), lines);
                newestAt = at;
            }
        }
        return newest;
    }
}
