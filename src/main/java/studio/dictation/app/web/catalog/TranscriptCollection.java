package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.web.Queries;
import studio.dictation.query.catalog.FindVideoIds;
import studio.dictation.query.catalog.SpokenVideo;
import studio.dictation.query.catalog.VideoIdsView;

/**
 * The answer of S7: everything that is said in all videos. It is read while it is written, so a large catalogue takes no more memory
 * than a small one.
 */
final class TranscriptCollection {
    private final Queries queries;
    private final boolean seesAll;
    private final Iterator<VideoIdsView> ids;
    private @Nullable Channel next;

    private TranscriptCollection(Queries queries, boolean seesAll) {
        this.queries = queries;
        this.seesAll = seesAll;
        ids = queries.list(new FindVideoIds(seesAll), VideoIdsView.class).iterator();
        next = following();
    }

    /** Reads the first videos already, so that what fails at once fails before anything is written. */
    static TranscriptCollection begin(Queries queries, boolean seesAll) {
        return new TranscriptCollection(queries, seesAll);
    }

    /** The channels that have videos, to be gone through once. */
    @JsonValue
    Iterator<Channel> channels() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                if (next == null) {
                    next = following();
                }
                return next != null;
            }

            @Override
            public Channel next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                var channel = Objects.requireNonNull(next);
                next = null;
                return channel;
            }
        };
    }

    private @Nullable Channel following() {
        while (ids.hasNext()) {
            var channel = ids.next();
            var videos = new TranscribedVideos(queries, channel.channelId(), channel.videoIds(), seesAll);
            // All of them may have vanished since.
            if (videos.hasNext()) {
                return new Channel(channel.channelId(), videos);
            }
        }
        return null;
    }

    /** A channel with its videos, which are to be gone through before the next channel. */
    static final class Channel {
        private final String channelId;
        private final TranscribedVideos videos;

        Channel(String channelId, TranscribedVideos videos) {
            this.channelId = channelId;
            this.videos = videos;
        }

        @JsonProperty("channel_id")
        String channelId() {
            return channelId;
        }

        @JsonProperty
        @ArraySchema(schema = @Schema(implementation = SpokenVideo.class))
        Iterator<SpokenVideo> videos() {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return videos.hasNext();
                }

                @Override
                public SpokenVideo next() {
                    return SpokenVideo.of(videos.next());
                }
            };
        }
    }
}
