package studio.dictation.query.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryHandler;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Counts what is in the catalogue, by its indexes: two round trips, and no video is looked at. */
public final class CatalogCountQueries {
    private static final List<Function<String, Key>> COUNTED =
            List.of(Key::channelVideos, Key::publicVideos, Key::refinedVideos);
    private final Reads catalog;

    /** @param catalog database 1 */
    public CatalogCountQueries(Reads catalog) {
        this.catalog = catalog;
    }

    @QueryHandler
    List<ChannelCounts> handle(CountChannelVideos query) {
        var ids = catalog.members(Key.CHANNELS).stream().sorted().toList();
        var found = catalog.counted(
                ids.stream().map(Key::channel).toList(),
                ids.stream().flatMap(CatalogCountQueries::indexes).toList(),
                Field.NAME);
        List<ChannelCounts> counts = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            var sizes = found.sizes().subList(i * COUNTED.size(), (i + 1) * COUNTED.size());
            counts.add(new ChannelCounts(
                    ids.get(i), found.hashes().get(i).text(Field.NAME), sizes.get(0), sizes.get(1), sizes.get(2)));
        }
        return counts;
    }

    private static Stream<Key> indexes(String channelId) {
        return COUNTED.stream().map(index -> index.apply(channelId));
    }
}
