package studio.dictation.bench;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.ApplicationContext;
import studio.dictation.command.catalog.ListChannel;
import studio.dictation.command.catalog.ListVideo;
import studio.dictation.command.catalog.Subtitles;
import studio.dictation.command.kernel.VideoRef;

/** Reads of the catalogue over HTTP, 50 channels with those of {@link HttpLearner}, and the same reads when there are ten times as many videos in it. */
final class Catalog {
    private static final int CHANNELS = 48;
    private static final int VIDEOS = 100;
    private static final int LINES = 200;
    private static final int GROWTH = 10;
    private static final String MEASURED = "bench-catalog";

    private final CommandGateway commands;
    private final Subtitles subtitles;
    private int listed;

    private Catalog(ApplicationContext service) {
        this.commands = service.getBean(CommandGateway.class);
        var text = IntStream.range(0, LINES)
                .mapToObj(line -> "%d\n00:%02d:%02d,000 --> 00:%02d:%02d,500\nThe quick brown fox wrote down sentence %d\n"
                        .formatted(line + 1, line / 20, line % 20 * 3, line / 20, line % 20 * 3 + 2, line))
                .collect(Collectors.joining("\n"));
        this.subtitles = Subtitles.read("bench", text.getBytes(StandardCharsets.UTF_8));
    }

    static void measure(ApplicationContext service, HttpLearner learner, Report report) throws Exception {
        var catalog = new Catalog(service);
        catalog.listChannel(MEASURED);
        catalog.listVideos(MEASURED, VIDEOS, "public");
        for (int i = 0; i < CHANNELS; i++) {
            catalog.listChannel("bench-" + i);
            catalog.listVideos("bench-" + i, 2, "private");
        }
        var small = catalog.read(learner);
        int before = catalog.listed;
        for (int i = 0; catalog.listed < GROWTH * before; i++) {
            catalog.listVideos("bench-" + i % CHANNELS, 1, "private");
        }
        var large = catalog.read(learner);
        small.forEach((what, reads) -> {
            var grown = Objects.requireNonNull(large.get(what));
            report.row(what + ", per second over HTTP, 16 connections", Report.number(reads.perSecond()), "");
            report.row("  p99", reads.p99(), "");
            report.row("  %d times as many videos in the catalogue, per second".formatted(GROWTH),
                    Report.number(grown.perSecond()), "");
            report.row("  p99", grown.p99(), "");
            report.row("  large ÷ small, per second", Report.number(grown.perSecond() / reads.perSecond()), "flat");
        });
    }

    private Map<String, HttpReads> read(HttpLearner learner) throws Exception {
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            Map<String, HttpReads> reads = new LinkedHashMap<>();
            reads.put("GET /service/channel, 50 channels", new HttpReads(http, learner.read("/service/channel")));
            reads.put("GET /service/video-list, %d videos of %d lines".formatted(VIDEOS, LINES),
                    new HttpReads(http, learner.read("/service/video-list/" + MEASURED)));
            reads.put("GET /service/video-transcript, %d lines".formatted(LINES),
                    new HttpReads(http, learner.read("/service/video-transcript/" + MEASURED + "/" + videoId(0))));
            HttpReads.measure(reads.values().toArray(HttpReads[]::new));
            return reads;
        }
    }

    private void listChannel(String id) {
        commands.sendAndWait(new ListChannel(id, "Bench " + id, "https://example.org/i.png", "", "public", "en"));
    }

    private void listVideos(String channel, int count, String visibility) {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var video = videoId(listed++);
            sent.add(commands.send(new ListVideo(new VideoRef(channel, video),
                    "https://www.youtube.com/watch?v=" + video, "Video " + video, visibility, subtitles)));
        }
        sent.forEach(CompletableFuture::join);
    }

    private static String videoId(int number) {
        return "list%07d".formatted(number);
    }
}
