package studio.dictation.query.catalog;

import java.util.List;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;

/** {@code transcript_filters:{channelId}}: {@code ["…"]}, in the order in which they apply. */
final class FiltersDocument {
    static final Codec<List<String>> CODEC = Json.listOf(String.class);

    private FiltersDocument() {}
}
