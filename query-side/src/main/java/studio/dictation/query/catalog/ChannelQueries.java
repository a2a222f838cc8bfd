package studio.dictation.query.catalog;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers which channels there are. */
public final class ChannelQueries {
    private static final String DEFAULT_LANGUAGE = "en";
    private final Reads catalog;

    /** @param catalog database 1 */
    public ChannelQueries(Reads catalog) {
        this.catalog = catalog;
    }

    @QueryHandler
    List<ChannelView> handle(FindChannels query) {
        var ids = catalog.members(Key.CHANNELS).stream().sorted().toList();
        var found = catalog.find(
                ids.stream().map(Key::channel).toList(),
                ids.stream()
                        .map(id -> query.seesAll() ? Key.channelVideos(id) : Key.publicVideos(id))
                        .toList(),
                Field.NAME,
                Field.IMAGE_URL,
                Field.LINK,
                Field.VISIBILITY,
                Field.LANGUAGE);
        List<ChannelView> channels = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            var channel = channel(ids.get(i), found.hashes().get(i), found.ranked().get(i));
            if (channel != null && passes(channel, query)) {
                channels.add(channel);
            }
        }
        return channels;
    }

    @QueryHandler
    @Nullable ChannelView handle(GetChannel query) {
        var id = query.channelId();
        var found = catalog.find(
                List.of(Key.channel(id)),
                List.of(query.seesAll() ? Key.channelVideos(id) : Key.publicVideos(id)),
                Field.NAME,
                Field.IMAGE_URL,
                Field.LINK,
                Field.VISIBILITY,
                Field.LANGUAGE);
        return VideoQueries.isVisible(found.hashes().getFirst(), query.seesAll())
                ? channel(id, found.hashes().getFirst(), found.ranked().getFirst())
                : null;
    }

    static @Nullable ChannelView channel(String id, Document stored, List<String> videos) {
        if (!stored.exists()) {
            return null;
        }
        return new ChannelView(
                id,
                stored.text(Field.NAME, ""),
                stored.text(Field.IMAGE_URL, ""),
                stored.text(Field.LINK, ""),
                stored.text(Field.VISIBILITY, ""),
                stored.text(Field.LANGUAGE, DEFAULT_LANGUAGE),
                videos);
    }

    static boolean passes(ChannelView channel, FindChannels query) {
        return (query.seesAll() || Visibility.isPublic(channel.visibility()))
                && Visibility.matches(query.visibility(), channel.visibility())
                && Visibility.matches(query.language(), channel.language());
    }
}
