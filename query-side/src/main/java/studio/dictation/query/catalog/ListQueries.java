package studio.dictation.query.catalog;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.axonframework.queryhandling.QueryHandler;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/**
 * Answers with whole lists, and keeps the answers until the catalogue changes or a while is over (contract C24). One that
 * lists nothing isn't kept, so that what callers make up doesn't fill Redis.
 */
public final class ListQueries {
    private static final Codec<List<ChannelView>> CHANNELS = Json.listOf(ChannelView.class);
    private static final Codec<List<String>> TEXTS = Json.listOf(String.class);
    private static final Duration CHANNELS_LIFE = Duration.ofMinutes(10);

    private final Reads catalog;
    private final ChannelQueries channels;

    /** @param catalog database 1 */
    public ListQueries(Reads catalog, ChannelQueries channels) {
        this.catalog = catalog;
        this.channels = channels;
    }

    @QueryHandler
    ListAnswer handle(GetChannelList query) {
        var asked = query.channels();
        var arguments = List.of(asked.visibility(), asked.language(), Boolean.toString(asked.seesAll()));
        return answer("channels", arguments, CHANNELS_LIFE, CHANNELS, () -> channels.handle(asked));
    }

    private <T> ListAnswer answer(
            String name, List<String> arguments, Duration life, Codec<List<T>> codec, Supplier<List<T>> made) {
        var digest = UUID.nameUUIDFromBytes(TEXTS.write(arguments)).toString();
        var key = Key.answer(name, digest);
        var kept = catalog.kept(key, Key.CATALOG);
        var tag = kept.version() + ":" + digest;
        if (kept.answer() != null) {
            return new ListAnswer(tag, kept.answer());
        }
        var list = made.get();
        var json = new String(codec.write(list), StandardCharsets.UTF_8);
        if (!list.isEmpty()) {
            catalog.keep(key, Key.CATALOG, kept, json, life);
        }
        return new ListAnswer(tag, json);
    }
}
