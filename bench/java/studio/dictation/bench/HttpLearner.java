package studio.dictation.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.ApplicationContext;
import studio.dictation.command.catalog.ListChannel;
import studio.dictation.command.catalog.ListVideo;
import studio.dictation.command.catalog.Subtitles;
import studio.dictation.command.kernel.VideoRef;

/** A learner at a browser, with some videos to choose from. */
final class HttpLearner {
    private static final String CHANNEL = "bench";
    private static final List<String> VIDEOS =
            IntStream.range(0, 64).mapToObj("bench%06d"::formatted).toList();
    private final String base;
    private final String token;

    private HttpLearner(String base, String token) {
        this.base = base;
        this.token = token;
    }

    static HttpLearner register(HttpClient http, String base, ApplicationContext service)
            throws IOException, InterruptedException {
        var commands = service.getBean(CommandGateway.class);
        commands.sendAndWait(new ListChannel(CHANNEL, "Bench", "https://example.org/i.png", "", "public", "en"));
        for (var video : VIDEOS) {
            commands.sendAndWait(new ListVideo(
                    new VideoRef(CHANNEL, video),
                    "https://www.youtube.com/watch?v=" + video,
                    "Video " + video,
                    "public",
                    Subtitles.read(
                            video, "1\n00:00:01,000 --> 00:00:02,000\nHello there\n".getBytes(StandardCharsets.UTF_8))));
        }
        var registered = http.send(
                HttpRequest.newBuilder(URI.create(base + "/auth/register"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                """
                                {"email":"bench-%s@example.org","username":"bench","password":"correct horse","avatar":""}"""
                                        .formatted(UUID.randomUUID())))
                        .build(),
                BodyHandlers.ofString());
        return new HttpLearner(
                base, registered.headers().firstValue("x-ds-access-token").orElseThrow());
    }

    HttpRequest save(SplittableRandom random) {
        return HttpRequest.newBuilder(URI.create(base + "/user/progress"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        """
                        {"channelId":"%s","videoId":"%s","userInput":{"0":"line %d"},"currentTime":1795393312475,\
                        "overallCompletion":12.5,"duration":15}"""
                                .formatted(CHANNEL, VIDEOS.get(random.nextInt(VIDEOS.size())), random.nextInt())))
                .build();
    }
}
