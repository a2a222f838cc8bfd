package studio.dictation.query.catalog;

import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Draws videos. Two round trips, however many there are. */
public final class RandomVideoQueries {
    /** A video may vanish between being drawn and being read; that this happens so often in a row is not to be expected. */
    private static final int DRAWS = 5;

    private final Reads catalog;

    /** @param catalog database 1 */
    public RandomVideoQueries(Reads catalog) {
        this.catalog = catalog;
    }

    @QueryHandler
    @Nullable DrawnVideo handle(DrawVideo query) {
        for (int i = 0; i < DRAWS; i++) {
            var drawn = catalog.draw(Key.PUBLIC_VIDEOS);
            var member = drawn.member();
            if (member == null) {
                return null;
            }
            var video = read(member);
            if (video != null) {
                return new DrawnVideo(video, drawn.size());
            }
        }
        return null;
    }

    private DrawnVideo.@Nullable Video read(String drawn) {
        int colon = drawn.indexOf(':');
        var channelId = drawn.substring(0, colon);
        var videoId = drawn.substring(colon + 1);
        var found = catalog.hashes(
                List.of(Key.channel(channelId), Key.video(channelId, videoId)),
                Field.VISIBILITY,
                Field.NAME,
                Field.IMAGE_URL,
                Field.LANGUAGE,
                Field.TITLE,
                Field.LINK);
        return video(channelId, videoId, found.getFirst(), found.getLast());
    }

    static DrawnVideo.@Nullable Video video(String channelId, String videoId, Document channel, Document video) {
        if (!VideoQueries.isVisible(channel, false) || !VideoQueries.isVisible(video, false)) {
            return null;
        }
        // contract §9.10
        return new DrawnVideo.Video(
                channelId,
                videoId,
                video.text(Field.TITLE, "Unknown Title"),
                video.text(Field.LINK, ""),
                channel.text(Field.NAME, "Unknown Channel"),
                channel.text(Field.IMAGE_URL, ""),
                channel.text(Field.LANGUAGE, "en"));
    }
}
