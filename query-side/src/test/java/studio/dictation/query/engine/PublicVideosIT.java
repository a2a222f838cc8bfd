package studio.dictation.query.engine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.events.catalog.ChannelListed;
import studio.dictation.events.catalog.ChannelRevised;
import studio.dictation.events.catalog.VideoListed;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.events.catalog.VideoRevised;
import studio.dictation.query.Projections;

import static org.assertj.core.api.Assertions.assertThat;

/** The set of what everybody may see, out of which random videos are drawn. */
class PublicVideosIT {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final int CHANNELS = 3;
    private static final int VIDEOS = 4;
    private final TestRedis redis = TestRedis.shared();

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areExactHoweverEventsAreOrderedAndCutIntoBatches(long seed) {
        var random = new Random(seed);
        var told = new Story();
        try (var catalog = new Written(redis, Projections.CATALOG)) {
            for (int i = 0; i < 20; i++) {
                List<Object> batch = new ArrayList<>();
                for (int j = random.nextInt(1, 9); j > 0; j--) {
                    batch.add(told.next(random));
                }
                catalog.batch(batch);
                assertThat(texts(redis.in(1).smembers("idx:public_videos"))).as("after %s", batch).isEqualTo(told.publicVideos());
                assertThat(texts(redis.in(1).smembers("idx:public_channels"))).isEqualTo(told.publicChannels());
            }
        }
    }

    @Test
    void ofALargeChannelComeAndGoWithIt() {
        try (var catalog = new Written(redis, Projections.CATALOG)) {
            List<Object> events = new ArrayList<>(List.of(channel("c", "private")));
            for (int i = 0; i < 10_000; i++) {
                events.add(listed("c", "v" + i, "public"));
            }
            catalog.batch(events);
            assertThat(redis.in(1).scard("idx:public_videos")).isZero();
            catalog.batch(List.of(revised("c", "PUBLIC")));
            assertThat(redis.in(1).scard("idx:public_videos")).isEqualTo(10_000);
            catalog.batch(List.of(revised("c", "hidden")));
            assertThat(redis.in(1).scard("idx:public_videos")).isZero();
        }
    }

    private static ChannelListed channel(String channel, String visibility) {
        return new ChannelListed(channel, "Channel", "i", "", visibility, "en", NOW);
    }

    private static ChannelRevised revised(String channel, String visibility) {
        return new ChannelRevised(channel, "Channel", "i", "", visibility, "en", NOW);
    }

    private static VideoListed listed(String channel, String video, String visibility) {
        return new VideoListed(channel, video, 1, "l", "t", visibility, NOW);
    }

    private static Set<String> texts(Set<byte[]> members) {
        return members.stream()
                .map(member -> new String(member, StandardCharsets.UTF_8))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Tells any events in any order, as long as each can be, and knows what is public after all of them. */
    private static final class Story {
        private final Map<String, String> channels = new HashMap<>();
        private final Map<String, String> videos = new HashMap<>();

        Object next(Random random) {
            var channel = "c" + random.nextInt(CHANNELS);
            var video = "v" + random.nextInt(VIDEOS);
            var key = channel + ":" + video;
            var visibility = random.nextInt(3) == 0 ? "private" : random.nextBoolean() ? "public" : "Public";
            if (random.nextInt(4) == 0) {
                return channels.put(channel, visibility) == null ? channel(channel, visibility) : revised(channel, visibility);
            }
            if (videos.containsKey(key) && random.nextInt(3) == 0) {
                videos.remove(key);
                return new VideoRemoved(channel, video, 1, NOW);
            }
            return videos.put(key, visibility) == null
                    ? listed(channel, video, visibility)
                    : new VideoRevised(channel, video, 1, "l", "t", visibility, NOW, NOW.plusSeconds(1));
        }

        Set<String> publicChannels() {
            return channels.keySet().stream().filter(channel -> isPublic(channels.get(channel))).collect(Collectors.toSet());
        }

        Set<String> publicVideos() {
            return videos.keySet().stream()
                    .filter(key -> isPublic(videos.get(key))
                            && isPublic(channels.getOrDefault(key.substring(0, key.indexOf(':')), "")))
                    .collect(Collectors.toSet());
        }

        private static boolean isPublic(String visibility) {
            return visibility.equalsIgnoreCase("public");
        }
    }
}
