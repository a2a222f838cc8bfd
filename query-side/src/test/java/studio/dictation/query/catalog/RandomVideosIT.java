package studio.dictation.query.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import studio.dictation.events.catalog.ChannelListed;
import studio.dictation.events.catalog.VideoListed;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.engine.Written;
import studio.dictation.query.redis.GuardedReads;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class RandomVideosIT {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private final TestRedis redis = TestRedis.shared();

    @Test
    void areDrawnEachAsOftenAsAnyOther() {
        try (var catalog = new Written(redis, Projections.CATALOG)) {
            List<Object> events = new ArrayList<>();
            // Drawing a channel first would favour the lonely one fivefold.
            for (int i = 0; i < 9; i++) {
                var channel = i == 0 ? "lonely" : "full";
                events.add(channel(channel, "public"));
                events.add(listed(channel, "v" + i, "public"));
                events.add(listed(channel, "hidden" + i, "private"));
            }
            catalog.batch(events);
            var queries = queries(catalog);
            Map<String, Integer> drawn = new HashMap<>();
            int draws = 2_700;
            for (int i = 0; i < draws; i++) {
                var one = requireNonNull(queries.handle(new DrawVideo()));
                assertThat(one.totalAvailable()).isEqualTo(9);
                drawn.merge(one.video().videoId(), 1, Integer::sum);
            }
            // 300 each; the deviation is some 16, so 100 is not met by chance.
            assertThat(drawn).hasSize(9).allSatisfy((video, times) -> assertThat(times).isBetween(200, 400));
        }
    }

    @Test
    void thatVanishedAfterBeingDrawnAreDrawnAgain() {
        try (var catalog = new Written(redis, Projections.CATALOG)) {
            catalog.batch(List.of(channel("c", "public"), listed("c", "gone", "public"), listed("c", "stays", "public")));
            var queries = queries(catalog);
            // As if the removal came between the draw and the look at what was drawn.
            redis.in(1).del("video:c:gone");
            Set<String> drawn = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                var one = queries.handle(new DrawVideo());
                if (one != null) {
                    drawn.add(one.video().videoId());
                }
            }
            assertThat(drawn).containsExactly("stays");
            redis.in(1).del("video:c:stays");
            assertThat(queries.handle(new DrawVideo())).as("none is left").isNull();
        }
    }

    private static RandomVideoQueries queries(Written catalog) {
        return new RandomVideoQueries(new GuardedReads(catalog.databases(), "catalog", 1, Written.TRUSTING));
    }

    private static ChannelListed channel(String channel, String visibility) {
        return new ChannelListed(channel, "Channel", "i", "", visibility, "en", NOW);
    }

    private static VideoListed listed(String channel, String video, String visibility) {
        return new VideoListed(channel, video, 1, "l", "t", visibility, NOW);
    }
}
