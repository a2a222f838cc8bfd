package studio.dictation.app.youtube;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.app.youtube.TrackChoice.Track;
import studio.dictation.command.catalog.SpokenLines;
import studio.dictation.command.catalog.Subtitles;
import studio.dictation.command.catalog.SubtitlesUnreadable;
import studio.dictation.command.catalog.TranscriptSource;
import studio.dictation.command.catalog.TranscriptUnavailable;
import studio.dictation.command.catalog.TranscriptUnavailable.Reason;
import studio.dictation.command.kernel.YouTubeVideoId;
import studio.dictation.events.catalog.TranscriptLine;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program {@code yt-dlp}, if there is one on this machine. It runs twice: to tell which tracks a video has, then, with what
 * it told, to load the one that was chosen.
 */
final class YtDlp implements TranscriptSource {
    private static final Logger LOG = LoggerFactory.getLogger(YtDlp.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_FILE_BYTES = 8 << 20;
    private static final String INFO = "info.json";
    private static final List<String> QUIETLY = List.of(
            "--ignore-config", "--no-cache-dir", "--no-playlist", "--quiet", "--no-warnings", "--no-progress", "--skip-download",
            "--ignore-no-formats-error", "--socket-timeout", "5", "--retries", "1", "--extractor-retries", "1");
    /** A code is given to it as a pattern and as part of a file's name. */
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");
    /** Generated tracks are listed in each language that YouTube can translate them to. */
    private static final String TRANSLATED = "tlang=";

    private static final Pattern SAYS_NONE = Pattern.compile(
            "(?i)video unavailable|private video|not available|been removed|members-only|confirm your age|premieres in|will begin in");
    private static final Pattern SAYS_REFUSED = Pattern.compile("(?i)not a bot|HTTP Error 403");
    private static final Pattern SAYS_TRANSIENT =
            Pattern.compile("(?i)HTTP Error (?:429|5\\d\\d)|timed out|name resolution|connection (?:refused|reset)");

    private final String program;
    private final String searchPath;
    private final AtomicBoolean missed = new AtomicBoolean();

    /**
     * @param program    its path, or its name to be looked up
     * @param searchPath folders to look it up in, as {@code PATH} has them
     */
    YtDlp(String program, String searchPath) {
        this.program = program;
        this.searchPath = searchPath;
    }

    @Override
    public String name() {
        return "yt_dlp";
    }

    @Override
    public boolean isAvailable() {
        boolean found = found().isPresent();
        if (!found && missed.compareAndSet(false, true)) {
            LOG.info("There is no {}, so only YouTube itself is asked for transcripts", program);
        }
        return found;
    }

    @Override
    public List<TranscriptLine> fetch(YouTubeVideoId video, Duration atMost) throws TranscriptUnavailable {
        var path = found().orElseThrow(() -> new TranscriptUnavailable(Reason.UNREADABLE, "There is no " + program));
        var deadline = Deadline.in(atMost);
        try {
            var folder = Files.createTempDirectory("transcript-");
            try {
                return fetch(video, path, folder, deadline);
            } finally {
                delete(folder);
            }
        } catch (TimeoutException late) {
            throw new TranscriptUnavailable(Reason.TRANSIENT, "yt-dlp " + late.getMessage(), late);
        } catch (IOException failed) {
            throw new TranscriptUnavailable(Reason.UNREADABLE, "yt-dlp " + failed.getMessage(), failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new TranscriptUnavailable(Reason.TRANSIENT, "Interrupted", stopping);
        }
    }

    private List<TranscriptLine> fetch(YouTubeVideoId video, Path path, Path folder, Deadline deadline)
            throws TranscriptUnavailable, IOException, TimeoutException, InterruptedException {
        var told = run(path, folder, deadline,
                "--dump-single-json", "--", "https://www.youtube.com/watch?v=" + video.value()).output();
        var track = TrackChoice.of(tracks(told))
                .orElseThrow(() -> new TranscriptUnavailable(Reason.NONE, "The video has no tracks"));
        Files.writeString(folder.resolve(INFO), told);
        run(path, folder, deadline,
                track.generated() ? "--write-auto-subs" : "--write-subs", "--sub-langs", track.language(),
                "--sub-format", "json3/srt/vtt", "--output", "subtitles.%(ext)s", "--load-info-json", INFO);
        return lines(video, loaded(folder));
    }

    private ChildProcess.Ended run(Path path, Path folder, Deadline deadline, String... arguments)
            throws TranscriptUnavailable, IOException, TimeoutException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(path.toString());
        command.addAll(QUIETLY);
        command.addAll(List.of(arguments));
        var home = folder.toString();
        var ended = ChildProcess.run(command, folder,
                Map.of("PATH", searchPath, "HOME", home, "TMPDIR", home, "LC_ALL", "C.UTF-8"), deadline.left());
        if (ended.exit() != 0) {
            throw new TranscriptUnavailable(reason(ended.errors()), "yt-dlp ended with %d: %s".formatted(ended.exit(), ended.errors()));
        }
        return ended;
    }

    private static Reason reason(String errors) {
        return SAYS_REFUSED.matcher(errors).find() ? Reason.REFUSED
                : SAYS_TRANSIENT.matcher(errors).find() ? Reason.TRANSIENT
                : SAYS_NONE.matcher(errors).find() ? Reason.NONE
                : Reason.UNREADABLE;
    }

    private static List<Track> tracks(String told) throws TranscriptUnavailable {
        var video = json(told);
        return Stream.concat(
                        video.path("subtitles").propertyStream().map(track -> new Track(track.getKey(), false)),
                        video.path("automatic_captions").propertyStream()
                                .filter(track -> isOriginal(track.getValue()))
                                .map(track -> new Track(track.getKey(), true)))
                .filter(track -> LANGUAGE.matcher(track.language()).matches() && !track.language().equals("live_chat"))
                .toList();
    }

    private static boolean isOriginal(JsonNode formats) {
        return StreamSupport.stream(formats.spliterator(), false)
                .noneMatch(format -> format.path("url").asString("").contains(TRANSLATED));
    }

    private static Path loaded(Path folder) throws IOException, TranscriptUnavailable {
        try (var files = Files.list(folder)) {
            var file = files.filter(one -> one.getFileName().toString().startsWith("subtitles.")).findFirst()
                    .orElseThrow(() -> new TranscriptUnavailable(Reason.NONE, "The track can't be loaded"));
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new TranscriptUnavailable(Reason.UNREADABLE, "The track has more than %,d bytes".formatted(MAX_FILE_BYTES));
            }
            return file;
        }
    }

    private static List<TranscriptLine> lines(YouTubeVideoId video, Path file) throws IOException, TranscriptUnavailable {
        if (file.toString().endsWith(".json3")) {
            return json3(json(Files.readString(file)));
        }
        try {
            return Subtitles.read(video.value(), Files.readAllBytes(file)).lines();
        } catch (SubtitlesUnreadable unreadable) {
            throw new TranscriptUnavailable(Reason.UNREADABLE, "The track can't be read", unreadable);
        }
    }

    /** Events with a time and pieces of text; those without text only style others or break lines. */
    private static List<TranscriptLine> json3(JsonNode file) throws TranscriptUnavailable {
        var lines = new SpokenLines();
        for (var event : file.path("events")) {
            var text = new StringBuilder();
            event.path("segs").forEach(piece -> text.append(piece.path("utf8").asString("")));
            double start = event.path("tStartMs").asDouble(-1) / 1_000;
            lines.add(start, start + event.path("dDurationMs").asDouble(0) / 1_000, text.toString());
        }
        return lines.orUnavailable();
    }

    private static JsonNode json(String text) throws TranscriptUnavailable {
        try {
            return JSON.readTree(text);
        } catch (JacksonException garbage) {
            throw new TranscriptUnavailable(Reason.UNREADABLE, "It wrote no JSON", garbage);
        }
    }

    private Optional<Path> found() {
        try {
            return (program.contains("/") ? Stream.of(Path.of(program).toAbsolutePath())
                            : Stream.of(searchPath.split(File.pathSeparator, -1)).filter(folder -> !folder.isBlank())
                                    .map(folder -> Path.of(folder, program).toAbsolutePath()))
                    .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                    .findFirst();
        } catch (InvalidPathException nobodysPath) {
            return Optional.empty();
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
