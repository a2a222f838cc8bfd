package studio.dictation.query.catalog;

import java.util.List;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;

/** {@code video:{channelId}:{videoId}.transcript}: {@code [{"start":s,"end":s,"transcript":"…"}]}, seconds. */
final class TranscriptDocument {
    static final Codec<List<TranscriptLine>> CODEC = Json.listOf(TranscriptLine.class);

    private TranscriptDocument() {}
}
