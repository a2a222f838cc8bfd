package studio.dictation.query.catalog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.dictation.events.catalog.ChannelListed;
import studio.dictation.events.catalog.RefinementMarked;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.events.catalog.TranscriptStored;
import studio.dictation.events.catalog.VideoListed;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.engine.Written;
import studio.dictation.query.redis.GuardedReads;

import static org.assertj.core.api.Assertions.assertThat;

/** What indexes and hashes say of videos whose transcripts are worked on. */
class CatalogCountsIT {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final List<TranscriptLine> LINES = List.of(new TranscriptLine(0, 1, "A."), new TranscriptLine(1, 2, "B."));
    private final TestRedis redis = TestRedis.shared();

    @Test
    void followRefinementAndRemoval() {
        try (var catalog = new Written(redis, Projections.CATALOG)) {
            var queries = new CatalogCountQueries(new GuardedReads(catalog.databases(), "catalog", 1, Written.TRUSTING));
            catalog.batch(List.of(
                    channel("a"), channel("b"), listed("b", "v", "public"), listed("b", "w", "private"),
                    refined("v", true), refined("w", true), refined("w", true)));
            assertThat(queries.handle(new CountChannelVideos()))
                    .containsExactly(new ChannelCounts("a", "Channel a", 0, 0, 0), new ChannelCounts("b", "Channel b", 2, 1, 2));
            catalog.batch(List.of(refined("w", false)));
            assertThat(queries.handle(new CountChannelVideos()).getLast().refined()).isEqualTo(1);
            catalog.batch(List.of(new VideoRemoved("b", "v", 1, NOW)));
            assertThat(queries.handle(new CountChannelVideos()).getLast()).isEqualTo(new ChannelCounts("b", "Channel b", 1, 0, 0));
        }
    }

    @Test
    void tellTheStateOfTranscripts() {
        try (var catalog = new Written(redis, Projections.CATALOG)) {
            var queries = new VideoQueries(new GuardedReads(catalog.databases(), "catalog", 1, Written.TRUSTING));
            catalog.batch(List.of(channel("b"), listed("b", "w", "public"), listed("b", "v", "private"),
                    new TranscriptStored("b", "v", 1, LINES, "youtube", NOW.plusSeconds(1))));
            redis.in(1).hset("video:b:v", "original_transcript", "[]".getBytes(StandardCharsets.UTF_8));
            redis.in(1).hset("video:b:v", "is_refined", "true".getBytes(StandardCharsets.UTF_8));
            redis.in(1).hset("video:b:v", "refined_at", "1795393200000".getBytes(StandardCharsets.UTF_8));

            long listedAt = NOW.toEpochMilli();
            assertThat(queries.handle(new FindTranscriptSummaries("b"))).containsExactly(
                    new TranscriptSummaryView("v", "Title", 2, true, listedAt + 1_000, true, 1_795_393_200_000L),
                    new TranscriptSummaryView("w", "Title", 0, false, listedAt, false, null));
            assertThat(queries.handle(new FindTranscripts("b", List.of("v", "gone", "w"), true)).videos()).containsExactly(
                    new VideoView("v", "Title", "l", "private", listedAt, listedAt + 1_000, true, 1_795_393_200_000L, LINES,
                            List.of(), "youtube"),
                    new VideoView("w", "Title", "l", "public", listedAt, listedAt, false, null, null, null, null));
            assertThat(queries.handle(new FindTranscripts("b", List.of("v", "w"), false)).videos())
                    .extracting(VideoView::videoId).containsExactly("w");
        }
    }

    @Test
    void countEveryChangeOfTheCatalogue() {
        try (var catalog = new Written(redis, Projections.CATALOG)) {
            catalog.batch(List.of(channel("b"), listed("b", "v", "public")));
            catalog.batch(List.of(refined("v", true), new VideoRemoved("b", "v", 1, NOW)));
            assertThat(new String(redis.in(1).hget("idx:catalog", "version"), StandardCharsets.UTF_8)).isEqualTo("4");
        }
    }

    @Test
    void leaveNothingOfARemovedVideo() {
        try (var catalog = new Written(redis, Projections.CATALOG)) {
            catalog.batch(List.of(channel("b")));
            var before = redis.in(1).keys("*");
            catalog.batch(List.of(listed("b", "v", "public"), new TranscriptStored("b", "v", 1, LINES, "youtube", NOW), refined("v", true)));
            assertThat(redis.in(1).keys("*")).hasSizeGreaterThan(before.size());
            catalog.batch(List.of(new VideoRemoved("b", "v", 1, NOW)));
            assertThat(redis.in(1).keys("*")).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    private static ChannelListed channel(String channel) {
        return new ChannelListed(channel, "Channel " + channel, "i", "", "public", "en", NOW);
    }

    private static VideoListed listed(String channel, String video, String visibility) {
        return new VideoListed(channel, video, 1, "l", "Title", visibility, NOW);
    }

    private static RefinementMarked refined(String video, boolean refined) {
        return new RefinementMarked("b", video, 1, refined, NOW);
    }
}
