package studio.dictation.query.catalog;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Answers;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;
import studio.dictation.query.redis.Key;

/**
 * Answers with what clients may have already, and keeps the answers until the catalogue changes or a while is over (contract
 * C24). One that lists nothing isn't kept, so that what callers make up doesn't fill Redis, and neither is a large one.
 */
public final class TaggedQueries {
    /** The longest answer that is kept, in bytes. A channel has a few at most, so all of them take a few times as much each. */
    static final int MOST_KEPT = 256 << 10;

    private static final Codec<List<ChannelView>> CHANNELS = Json.listOf(ChannelView.class);
    private static final Codec<ChannelView> CHANNEL = Json.of(ChannelView.class);
    private static final Codec<VideoListView> VIDEOS = Json.of(VideoListView.class);
    private static final Codec<List<String>> TEXTS = Json.listOf(String.class);
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final Answers answers;
    private final ChannelQueries channels;
    private final VideoQueries videos;

    /** @param answers those of database 1 */
    public TaggedQueries(Answers answers, ChannelQueries channels, VideoQueries videos) {
        this.answers = answers;
        this.channels = channels;
        this.videos = videos;
    }

    @QueryHandler
    TaggedAnswer handle(GetChannelList query) {
        var asked = query.channels();
        var question = question("channels", asked.visibility(), asked.language(), Boolean.toString(asked.seesAll()));
        return question.answered(() -> {
            var found = channels.handle(asked);
            return Made.of(CHANNELS.write(found), !found.isEmpty());
        });
    }

    @QueryHandler
    @Nullable TaggedAnswer handle(GetChannelAnswer query) {
        var asked = query.channel();
        var answer = question("channel", asked.channelId(), Boolean.toString(asked.seesAll())).answered(() -> {
            var found = channels.handle(asked);
            return found == null ? Made.NOTHING : Made.of(CHANNEL.write(found), true);
        });
        return answer.json() == null ? null : answer;
    }

    @QueryHandler
    TaggedAnswer handle(GetVideoList query) {
        var asked = query.videos();
        return question("videos", asked.channelId(), asked.visibility(), Boolean.toString(asked.seesAll()),
                        Boolean.toString(query.transcribed()))
                .answered(() -> {
                    var found = videos.handle(asked);
                    return query.transcribed() && !found.isEmpty() ? transcribed(asked, found) : made(asked, found);
                });
    }

    private Made transcribed(FindVideos asked, List<VideoView> listed) {
        var ids = listed.stream().map(VideoView::videoId).toList();
        var found = videos.handle(new FindTranscripts(asked.channelId(), ids, asked.seesAll()));
        return found.read() < ids.size() ? Made.TOO_LARGE : made(asked, found.videos());
    }

    private static Made made(FindVideos asked, List<VideoView> videos) {
        return Made.of(VIDEOS.write(new VideoListView(asked.channelId(), videos)), !videos.isEmpty());
    }

    private Question question(String name, String... arguments) {
        return new Question(name, UUID.nameUUIDFromBytes(TEXTS.write(List.of(arguments))).toString());
    }

    private final class Question {
        private final String digest;
        private final Key key;

        Question(String name, String digest) {
            this.digest = digest;
            key = Key.answer(name, digest);
        }

        TaggedAnswer answered(Supplier<Made> made) {
            var kept = answers.kept(key, Key.CATALOG);
            var tag = kept.version() + ":" + digest;
            if (kept.answer() != null) {
                return new TaggedAnswer(tag, kept.answer().isEmpty() ? null : kept.answer());
            }
            var anew = made.get();
            if (anew.isKept) {
                answers.keep(key, Key.CATALOG, kept, anew.json == null ? "" : anew.json, LIFE);
            }
            return new TaggedAnswer(tag, anew.json);
        }
    }

    /**
     * An answer made just now.
     *
     * @param json   null for none
     * @param isKept whether to keep it
     */
    private record Made(@Nullable String json, boolean isKept) {
        static final Made NOTHING = new Made(null, false);

        /** Kept without any text, so that it isn't found out each time. */
        static final Made TOO_LARGE = new Made(null, true);

        static Made of(byte[] json, boolean listsSomething) {
            return new Made(new String(json, StandardCharsets.UTF_8), listsSomething && json.length <= MOST_KEPT);
        }
    }
}
