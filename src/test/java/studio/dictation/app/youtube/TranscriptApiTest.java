package studio.dictation.app.youtube;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.youtube.FakeYouTube.Reply;
import studio.dictation.app.youtube.FakeYouTube.Track;
import studio.dictation.app.youtube.FakeYouTube.Video;
import studio.dictation.command.catalog.TranscriptUnavailable;
import studio.dictation.command.catalog.TranscriptUnavailable.Reason;
import studio.dictation.command.kernel.YouTubeVideoId;
import studio.dictation.events.catalog.TranscriptLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The real library against a server that answers like YouTube. */
class TranscriptApiTest {
    private static final YouTubeVideoId ID = new YouTubeVideoId("dQw4w9WgXcQ");
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeYouTube youtube = FakeYouTube.start();
    private final TranscriptApi api = new TranscriptApi(youtube.address());

    @AfterEach
    void close() {
        api.close();
        youtube.close();
    }

    @Test
    void readsATrackByTheRulesOfUploadedFiles() throws TranscriptUnavailable {
        video(Track.manual("en", "I &amp;lt;3 &lt;i&gt;ants&lt;/i&gt;\nhere", "  ", "&amp;amp;amp;", "last"));

        assertThat(api.fetch(ID, LONG)).containsExactly(
                new TranscriptLine(0.4, 2.52, "I <3 ants here"), new TranscriptLine(4.4, 6.53, "&"),
                new TranscriptLine(6.4, 8.53, "last"));
    }

    @ParameterizedTest
    @CsvSource({
        "'fr,en-GB,en', 'de',      en-GB manual",
        "'fr,de',       'fr,en',   en generated",
        "'fr,de',       'es',      fr manual",
        "'',            'ja,ko',   ja generated",
        "'EN,eng',      'en',      eng manual"
    })
    void takesAnEnglishTrackOfPeopleThenAGeneratedOneThenTheFirst(String manual, String generated, String expected)
            throws TranscriptUnavailable {
        var tracks = new ArrayList<Track>();
        languages(manual).forEach(language -> tracks.add(Track.manual(language, language + " manual")));
        languages(generated).forEach(language -> tracks.add(Track.generated(language, language + " generated")));
        video(tracks.toArray(Track[]::new));

        assertThat(api.fetch(ID, LONG)).singleElement().extracting(TranscriptLine::transcript).isEqualTo(expected);
    }

    @Test
    void saysThatAVideoHasNone() {
        fails(video(), Reason.NONE);
        fails(video(Track.manual("en", "x")).isNotPlayable("ERROR", "This video is unavailable"), Reason.NONE);
        fails(video(Track.manual("en", "x")).isNotPlayable("LOGIN_REQUIRED", "This video may be inappropriate for some users."), Reason.NONE);
        fails(video(Track.manual("en")), Reason.NONE);
        fails(video(Track.manual("en", " ", "&lt;i&gt;&lt;/i&gt;")), Reason.NONE);
    }

    @Test
    void saysThatYouTubeDoesNotTalkToUs() {
        fails(video(Track.manual("en", "x")).isNotPlayable("LOGIN_REQUIRED", "Sign in to confirm you\u2019re not a bot"), Reason.REFUSED);
        fails(video().answers(Reply.of(200, "<form action=\"https://consent.youtube.com/s\">")), Reason.REFUSED);
        fails(video().answers(Reply.of(200, "<div class=\"g-recaptcha\"></div>")), Reason.REFUSED);
        fails(video().answers(Reply.of(302, "", "Location", "https://consent.youtube.com/m")), Reason.REFUSED);
        fails(video().answers(Reply.of(403, "no")), Reason.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void saysThatYouTubeIsOverloadedAndForHowLong(int status) {
        var failure = fails(video().answers(Reply.of(status, "", "Retry-After", "7")), Reason.TRANSIENT);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999"})
    void ignoresATimeThatIsNone(String retryAfter) {
        var failure = fails(video().answers(Reply.of(429, "", "Retry-After", retryAfter)), Reason.TRANSIENT);
        assertThat(failure.retryAfter()).isNull();
    }

    @Test
    void doesNotWaitForASlowAnswer() {
        var never = new CountDownLatch(1);
        video(Track.manual("en", "x")).behind(never);

        var failure = catchThrowableOfType(TranscriptUnavailable.class, () -> api.fetch(ID, Duration.ofMillis(300)));

        never.countDown();
        assertThat(failure.reason()).isEqualTo(Reason.TRANSIENT);
    }

    @Test
    void isOutOfReachWhenNobodyAnswers() {
        youtube.close();
        fails(null, Reason.TRANSIENT);
    }

    @Test
    void givesUpWhatCannotBeUnderstood() {
        fails(video().answers(Reply.of(200, "<html>a page without a key")), Reason.UNREADABLE);
        fails(video().answers(page(), Reply.of(200, "<html>")), Reason.UNREADABLE);
        fails(video().answers(page(), Reply.of(200, "[]")), Reason.NONE);
        fails(video().answers(page(), Reply.of(200,
                "{\"captions\":{\"playerCaptionsTracklistRenderer\":{\"captionTracks\":[{\"languageCode\":\"en\"}]}}}")), Reason.UNREADABLE);
        fails(video(new Track("en", false, "")), Reason.UNREADABLE);
        fails(video(new Track("en", false, "<html><body>Sorry")), Reason.UNREADABLE);
        fails(video(new Track("en", false, "<transcript><text start=\"x\" dur=\"1\">a</text></transcript>")), Reason.UNREADABLE);
        fails(video(new Track("en", false, "<transcript><text start=\"-5\" dur=\"1\">a</text></transcript>")), Reason.UNREADABLE);
    }

    @Test
    void readsNoEntitiesOfADocument() {
        fails(video(new Track("en", false, "<!DOCTYPE t [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><transcript><text start=\"0\" dur=\"1\">&x;</text></transcript>")),
                Reason.UNREADABLE);
    }

    @Test
    void givesUpWhatIsTooMuch() {
        fails(video().answers(Reply.of(200, "x".repeat((8 << 20) + 1))), Reason.UNREADABLE);
        fails(video(Track.manual("en", "word ".repeat(430_000))), Reason.UNREADABLE);
    }

    private Video video(Track... tracks) {
        return youtube.video(ID.value(), tracks);
    }

    private TranscriptUnavailable fails(@Nullable Video asked, Reason reason) {
        var failure = catchThrowableOfType(TranscriptUnavailable.class, () -> api.fetch(ID, LONG));
        assertThat(failure).as("of %s", asked == null ? "nobody" : asked.asked()).isNotNull();
        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
        return failure;
    }

    private static Reply page() {
        return Reply.of(200, "\"INNERTUBE_API_KEY\":\"k\"");
    }

    private static List<String> languages(String codes) {
        return codes.isEmpty() ? List.of() : List.of(codes.split(","));
    }
}
