package studio.dictation.app.youtube;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.app.CapturedLog;
import studio.dictation.command.catalog.TranscriptUnavailable;
import studio.dictation.command.catalog.TranscriptUnavailable.Reason;
import studio.dictation.command.kernel.YouTubeVideoId;
import studio.dictation.events.catalog.TranscriptLine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** A script in the place of yt-dlp. */
class YtDlpTest {
    private static final String PATH = System.getenv("PATH");
    private static final Duration LONG = Duration.ofSeconds(20);

    private final StandIn standIn = StandIn.create();
    private final YtDlp ytDlp = new YtDlp(standIn.path().toString(), PATH);

    @ParameterizedTest
    @CsvSource({
        "yt_manual_1, From subs en-GB & more",
        "yt_x____srt, From subs en-GB & more",
        "yt_generate, From auto fr & more"
    })
    void readsTheTrackThatIsTheTranscript(String id, String text) throws TranscriptUnavailable {
        assertThat(ytDlp.fetch(new YouTubeVideoId(id), LONG)).containsExactly(new TranscriptLine(0.4, 2.52, text));
    }

    @Test
    void isCalledWithoutAShellAndWithNothingItDoesNotNeed() throws TranscriptUnavailable {
        ytDlp.fetch(new YouTubeVideoId("yt_manual_1"), LONG);

        assertThat(standIn.calls()).hasSize(2);
        assertThat(standIn.calls().getFirst()).endsWith("[--][https://www.youtube.com/watch?v=yt_manual_1]").contains("[--ignore-config]");
        assertThat(standIn.calls().getLast()).contains("[--write-subs][--sub-langs][en-GB]").endsWith("[--load-info-json][info.json]");
        assertThat(standIn.note("environment").split(" ")).containsExactlyInAnyOrder("HOME", "LC_ALL", "PATH", "TMPDIR");
    }

    @ParameterizedTest
    @CsvSource({
        "yt_none____, NONE", "yt_unknown_, NONE", "yt_x_nofile, NONE", "yt_blocked_, REFUSED", "yt_many____, TRANSIENT",
        "yt_garbage_, UNREADABLE", "yt__badsubs, UNREADABLE", "yt_huge____, UNREADABLE", "yt_crashes_, UNREADABLE"
    })
    void saysWhyThereIsNone(String id, Reason reason) {
        var failure = fails(id, LONG);

        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
        assertThat(failure.getMessage()).doesNotContain("\n").hasSizeLessThan(310);
    }

    @Test
    void isNotHeldUpByWhatItSaysOfErrors() throws TranscriptUnavailable {
        assertThat(ytDlp.fetch(new YouTubeVideoId("yt_loud____"), LONG)).hasSize(1);
    }

    @Test
    void endsInTimeWithAllThatItStarted() {
        assertThat(fails("yt_hangs___", Duration.ofSeconds(2)).reason()).isEqualTo(Reason.TRANSIENT);

        var grandchild = Long.parseLong(standIn.note("grandchild"));
        await().atMost(10, SECONDS).until(() -> ProcessHandle.of(grandchild).filter(YtDlpTest::runs).isEmpty());
    }

    @Test
    void leavesNoFilesBehind() throws Exception {
        var before = folders();
        ytDlp.fetch(new YouTubeVideoId("yt_manual_1"), LONG);
        fails("yt_hangs___", Duration.ofSeconds(1));
        fails("yt_garbage_", LONG);

        assertThat(folders()).isSubsetOf(before);
    }

    @Test
    void isLookedUpAndItsAbsenceToldOnce() {
        assertThat(new YtDlp("yt-dlp", "/nowhere:" + standIn.folder()).isAvailable()).isTrue();
        assertThat(new YtDlp(standIn.folder().toString(), PATH).isAvailable()).isFalse();

        var absent = new YtDlp("yt-dlp", "/nowhere::" + standIn.folder().getParent());
        try (var log = new CapturedLog()) {
            for (int i = 0; i < 5; i++) {
                assertThat(absent.isAvailable()).isFalse();
            }
            assertThat(log.lines()).containsOnlyOnce("There is no yt-dlp, so only YouTube itself is asked for transcripts");
        }
    }

    private TranscriptUnavailable fails(String id, Duration atMost) {
        var failure = catchThrowableOfType(TranscriptUnavailable.class, () -> ytDlp.fetch(new YouTubeVideoId(id), atMost));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static List<Path> folders() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("transcript-")).toList();
        }
    }

    // One that nobody waits for stays as a name without a program.
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
