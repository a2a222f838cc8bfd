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
    private static final String PREFIX = "/dictation-studio";
    private final String base;
    private final String email;
    private final String token;

    private HttpLearner(String base, String email, String token) {
        this.base = base;
        this.email = email;
        this.token = token;
    }

    static HttpLearner register(ApplicationContext service) throws IOException, InterruptedException {
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
        return another(service);
    }

    /** One more, with the same videos. */
    static HttpLearner another(ApplicationContext service) throws IOException, InterruptedException {
        var base = "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
        var email = "bench-%s@example.org".formatted(UUID.randomUUID());
        var registered = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(base + PREFIX + "/auth/register"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                """
                                {"email":"%s","username":"bench","password":"correct horse","avatar":""}"""
                                        .formatted(email)))
                        .build(),
                BodyHandlers.ofString());
        return new HttpLearner(
                base, email, registered.headers().firstValue("x-ds-access-token").orElseThrow());
    }

    String email() {
        return email;
    }

    /** Reads a dictation. */
    HttpRequest progress() {
        return HttpRequest.newBuilder(address(PREFIX + "/user/progress"))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    /** Reads what lies at a path of the contract. */
    HttpRequest read(String path) {
        return HttpRequest.newBuilder(URI.create(base + PREFIX + path))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    /** Reads the same dictation at another path, without a token. */
    HttpRequest progressAt(String path) {
        return HttpRequest.newBuilder(address(path)).build();
    }

    private URI address(String path) {
        return URI.create(base + path + "?channelId=%s&videoId=%s".formatted(CHANNEL, VIDEOS.getFirst()));
    }

    HttpRequest save(SplittableRandom random) {
        return save(VIDEOS.get(random.nextInt(VIDEOS.size())), random.nextInt());
    }

    /** Saves the dictation that {@link #progress} reads. */
    HttpRequest saveOne(int number) {
        return save(VIDEOS.getFirst(), number);
    }

    private HttpRequest save(String video, int number) {
        return HttpRequest.newBuilder(URI.create(base + PREFIX + "/user/progress"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        """
                        {"channelId":"%s","videoId":"%s","userInput":{"0":"line %d"},"currentTime":1795393312475,\
                        "overallCompletion":12.5,"duration":15}"""
                                .formatted(CHANNEL, video, number)))
                .build();
    }
}
