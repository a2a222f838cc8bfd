package studio.dictation.query.catalog;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.events.catalog.ChannelListed;
import studio.dictation.events.catalog.ChannelRevised;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.events.catalog.TranscriptStored;
import studio.dictation.events.catalog.VideoListed;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.engine.Written;
import studio.dictation.query.redis.Answers;
import studio.dictation.query.redis.GuardedReads;
import studio.dictation.query.redis.KeptAnswers;
import studio.dictation.query.redis.Key;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers that are kept beside the catalogue, as long as they are true. */
class TaggedQueriesIT {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final GetVideoList VIDEOS = new GetVideoList(new FindVideos("c", "all", true), false);
    private static final GetVideoList TRANSCRIPTS = new GetVideoList(new FindVideos("c", "all", true), true);

    private final TestRedis redis = TestRedis.shared();
    private final Written catalog = new Written(redis, Projections.CATALOG);
    private final Answers answers = new KeptAnswers(catalog.databases(), "catalog", 1, Written.TRUSTING);
    private final GuardedReads reads = new GuardedReads(catalog.databases(), "catalog", 1, Written.TRUSTING);
    private final TaggedQueries queries = queries(answers);

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void areNotKeptIfTheCatalogueChangedWhileTheyWereMade() {
        list(listed("v", "Before"));
        var beingChanged = queries(new Answers() {
            @Override
            public Kept kept(Key answer, Key changes) {
                return answers.kept(answer, changes);
            }

            @Override
            public void keep(Key answer, Key changes, Kept seen, String made, Duration life) {
                catalog.batch(List.of(new ChannelRevised("c", "Renamed", "i", "", "private", "en", NOW)));
                answers.keep(answer, changes, seen, made, life);
            }
        });

        var before = beingChanged.handle(new GetChannelAnswer(new GetChannel("c", true)));
        beingChanged.handle(VIDEOS);

        assertThat(kept()).isEmpty();
        assertThat(before).isNotNull();
        assertThat(queries.handle(new GetChannelAnswer(new GetChannel("c", true)))).isNotNull().satisfies(after -> {
            assertThat(after.json()).contains("Renamed");
            assertThat(after.tag()).isNotEqualTo(before.tag());
        });
        assertThat(queries.handle(new GetChannelAnswer(new GetChannel("c", false)))).isNull();
    }

    @Test
    void areKeptForEachQuestionOfItsOwn() {
        list(listed("v", "A title"));
        for (var asked : List.of(VIDEOS, TRANSCRIPTS, new GetVideoList(new FindVideos("c", "all", false), false))) {
            assertThat(queries.handle(asked).json()).contains("A title").isEqualTo(queries.handle(asked).json());
        }

        assertThat(kept()).hasSize(3);
    }

    @Test
    void areNotKeptIfTheyListNothing() {
        list();
        queries.handle(VIDEOS);
        queries.handle(TRANSCRIPTS);
        queries.handle(new GetVideoList(new FindVideos("c", "made-up", true), false));
        queries.handle(new GetVideoList(new FindVideos("none", "all", true), true));
        queries.handle(new GetChannelAnswer(new GetChannel("none", true)));

        assertThat(kept()).isEmpty();
    }

    @Test
    void areNotKeptIfTheyAreLarge() {
        var title = "x".repeat(1_000);
        list(IntStream.range(0, 300).mapToObj(i -> listed("v" + i, title)).toArray(VideoListed[]::new));

        var answer = queries.handle(VIDEOS);

        assertThat(answer.json()).hasSizeGreaterThan(TaggedQueries.MOST_KEPT);
        assertThat(queries.handle(VIDEOS)).isEqualTo(answer);
        assertThat(kept()).isEmpty();
    }

    @Test
    void areNotMadeInOnePieceIfTooMuchIsSaidInThem() {
        list(listed("v", "First"), listed("w", "Second"));
        var lines = Collections.nCopies(3_000, new TranscriptLine(0, 1, "A sentence."));
        catalog.batch(List.of(stored("v", lines), stored("w", lines)));

        var answer = queries.handle(TRANSCRIPTS);

        assertThat(answer.json()).isNull();
        assertThat(queries.handle(TRANSCRIPTS)).isEqualTo(answer);
        assertThat(kept()).hasSize(1).allSatisfy(text -> assertThat(text).hasSizeLessThan(100));

        catalog.batch(List.of(stored("w", lines.subList(0, 10))));
        assertThat(queries.handle(TRANSCRIPTS).json()).contains("First", "Second");
        assertThat(queries.handle(TRANSCRIPTS).tag()).isNotEqualTo(answer.tag());
    }

    private TaggedQueries queries(Answers kept) {
        return new TaggedQueries(kept, new ChannelQueries(reads), new VideoQueries(reads));
    }

    private void list(VideoListed... videos) {
        List<Object> events = new ArrayList<>();
        events.add(new ChannelListed("c", "Channel", "i", "", "public", "en", NOW));
        events.addAll(List.of(videos));
        catalog.batch(events);
    }

    private List<String> kept() {
        return redis.in(1).keys("cache:*").stream()
                .map(key -> new String(redis.in(1).get(key), StandardCharsets.UTF_8))
                .toList();
    }

    private static VideoListed listed(String video, String title) {
        return new VideoListed("c", video, 1, "l", title, "public", NOW);
    }

    private static TranscriptStored stored(String video, List<TranscriptLine> lines) {
        return new TranscriptStored("c", video, 1, lines, "youtube", NOW);
    }
}
