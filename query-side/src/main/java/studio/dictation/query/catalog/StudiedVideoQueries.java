package studio.dictation.query.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers what lists of dictations need to know of their videos. One round trip each, however many there are. */
public final class StudiedVideoQueries {
    private final Reads catalog;

    /** @param catalog database 1 */
    public StudiedVideoQueries(Reads catalog) {
        this.catalog = catalog;
    }

    @QueryHandler
    @Nullable ChannelVideoIdsView handle(GetChannelVideoIds query) {
        var id = query.channelId();
        var found = catalog.find(
                List.of(Key.channel(id)), List.of(Key.channelVideos(id), Key.publicVideos(id)), Field.VISIBILITY);
        var channel = found.hashes().getFirst();
        return channel.exists()
                ? new ChannelVideoIdsView(
                        VideoQueries.isVisible(channel, false), found.ranked().getFirst(), found.ranked().getLast())
                : null;
    }

    @QueryHandler
    List<ListedVideo> handle(FindListedVideos query) {
        var channels = query.videos().stream().map(GetVideo::channelId).distinct().toList();
        var keys = Stream.concat(
                        channels.stream().map(Key::channel),
                        query.videos().stream().map(video -> Key.video(video.channelId(), video.videoId())))
                .toList();
        var found = catalog.hashes(keys, Field.NAME, Field.TITLE, Field.LINK, Field.VISIBILITY, Field.LISTING);
        Map<String, Document> channel = new HashMap<>();
        for (int i = 0; i < channels.size(); i++) {
            channel.put(channels.get(i), found.get(i));
        }
        List<ListedVideo> listed = new ArrayList<>();
        for (int i = 0; i < query.videos().size(); i++) {
            var video = query.videos().get(i);
            var one = VideoQueries.listed(
                    video, Objects.requireNonNull(channel.get(video.channelId())), found.get(channels.size() + i));
            if (one != null) {
                listed.add(one);
            }
        }
        return listed;
    }
}
