package studio.dictation.app.youtube;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.app.youtube.FakeYouTube.Reply;
import studio.dictation.app.youtube.FakeYouTube.Track;
import studio.dictation.app.youtube.RetriedSource.Patience;
import studio.dictation.command.catalog.TranscriptUnavailable;
import studio.dictation.command.catalog.TranscriptUnavailable.Reason;
import studio.dictation.command.kernel.YouTubeVideoId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RetriedSourceTest {
    private static final YouTubeVideoId ID = new YouTubeVideoId("dQw4w9WgXcQ");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Reply OVERLOADED = Reply.of(503, "");

    private final FakeYouTube youtube = FakeYouTube.start();
    private final TranscriptApi api = new TranscriptApi(youtube.address());
    private Instant now = Instant.parse("2026-03-01T09:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final RetriedSource source = patient(new Patience(3, Duration.ofMillis(2)));

    @AfterEach
    void close() {
        api.close();
        youtube.close();
    }

    @Test
    void asksAgainAfterAPassingFailure() throws TranscriptUnavailable {
        var video = youtube.video(ID.value(), Track.manual("en", "x")).answers(OVERLOADED, Reply.of(429, "", "Retry-After", "0"));

        assertThat(source.fetch(ID, LONG)).hasSize(1);
        assertThat(video.visits()).isEqualTo(3);
    }

    @Test
    void asksThreeTimesAtMost() {
        var video = youtube.video(ID.value(), Track.manual("en", "x")).answers(OVERLOADED, OVERLOADED, OVERLOADED, OVERLOADED);

        assertThat(fails(source, ID, LONG)).isEqualTo(Reason.TRANSIENT);
        assertThat(video.visits()).isEqualTo(3);
    }

    @Test
    void asksOnceWhenAskingAgainChangesNothing() {
        var none = youtube.video(ID.value());
        assertThat(fails(source, ID, LONG)).isEqualTo(Reason.NONE);
        assertThat(none.visits()).isEqualTo(1);

        var refused = youtube.video(ID.value()).answers(Reply.of(403, ""));
        assertThat(fails(source, ID, LONG)).isEqualTo(Reason.REFUSED);
        assertThat(refused.visits()).isEqualTo(1);

        var garbage = youtube.video(ID.value()).answers(Reply.of(200, "garbage"));
        assertThat(fails(source, ID, LONG)).isEqualTo(Reason.UNREADABLE);
        assertThat(garbage.visits()).isEqualTo(1);
    }

    @Test
    void leavesASourceAloneThatWantsMoreTimeThanThereIs() {
        var video = youtube.video(ID.value(), Track.manual("en", "x")).answers(Reply.of(429, "", "Retry-After", "21"));

        assertThat(fails(source, ID, LONG)).isEqualTo(Reason.TRANSIENT);
        assertThat(video.visits()).isEqualTo(1);
    }

    @Test
    void waitsAsLongAsTheSourceWants() throws TranscriptUnavailable {
        var video = youtube.video(ID.value(), Track.manual("en", "x")).answers(Reply.of(429, "", "Retry-After", "1"));

        var begin = System.nanoTime();
        assertThat(source.fetch(ID, LONG)).hasSize(1);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(video.visits()).isEqualTo(2);
    }

    @Test
    void isNotAskedForAWhileAfterItFailedAllTheTime() throws TranscriptUnavailable {
        var once = patient(new Patience(1, Duration.ZERO));
        var videos = new ArrayList<FakeYouTube.Video>();
        for (int i = 0; i < 6; i++) {
            videos.add(youtube.video(id(i), Track.manual("en", "x")).answers(OVERLOADED));
            assertThat(fails(once, new YouTubeVideoId(id(i)), LONG)).isEqualTo(Reason.TRANSIENT);
        }

        var next = youtube.video(ID.value(), Track.manual("en", "x"));
        assertThat(fails(once, ID, LONG)).isEqualTo(Reason.SUSPENDED);
        now = now.plusSeconds(29);
        assertThat(fails(once, ID, LONG)).isEqualTo(Reason.SUSPENDED);
        assertThat(next.visits()).isZero();

        now = now.plusSeconds(2);
        assertThat(once.fetch(ID, LONG)).hasSize(1);
        assertThat(once.fetch(ID, LONG)).hasSize(1);
        assertThat(videos).allSatisfy(video -> assertThat(video.visits()).isEqualTo(1));
    }

    @Test
    void isAskedOnWhenOnlyVideosWithoutTranscriptWereAskedFor() {
        for (int i = 0; i < 30; i++) {
            youtube.video(id(i));
            assertThat(fails(source, new YouTubeVideoId(id(i)), LONG)).isEqualTo(Reason.NONE);
        }
    }

    @Test
    void nextOnesInTheChainAreAskedWhenItFails() throws TranscriptUnavailable {
        var standIn = StandIn.create();
        var chain = new TranscriptChain(List.of(source, new YtDlp(standIn.path().toString(), System.getenv("PATH"))));
        var id = new YouTubeVideoId("yt_manual_1");
        youtube.video(id.value(), Track.manual("en", "x")).answers(OVERLOADED, OVERLOADED, OVERLOADED);

        assertThat(chain.fetch(id, LONG).source()).isEqualTo("yt_dlp");
        assertThat(chain.fetch(id, LONG).source()).isEqualTo("youtube");
        assertThat(standIn.calls()).hasSize(2);
    }

    private RetriedSource patient(Patience patience) {
        return new RetriedSource(api, patience, clock, new Random(7));
    }

    private static Reason fails(RetriedSource source, YouTubeVideoId id, Duration atMost) {
        var failure = catchThrowableOfType(TranscriptUnavailable.class, () -> source.fetch(id, atMost));
        assertThat(failure).isNotNull();
        return failure.reason();
    }

    private static String id(int number) {
        return "video_%05d".formatted(number);
    }
}
