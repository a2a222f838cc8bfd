package studio.dictation.app.youtube;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A server on loopback that answers like YouTube's watch page, player and timed texts. A video that nobody made is unavailable. */
public final class FakeYouTube implements AutoCloseable {
    private static final Pattern IN_QUERY = Pattern.compile("(?:^|&)v=([^&]*)");
    private static final Pattern IN_BODY = Pattern.compile("\"videoId\": \"([^\"]*)\"");
    private static final String OK = "{\"status\":\"OK\"}";

    private final HttpServer server;
    private final Map<String, Video> videos = new ConcurrentHashMap<>();

    private FakeYouTube(HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/watch", exchange -> answer(exchange, inQuery(exchange), "watch"));
        server.createContext("/youtubei/v1/player", exchange -> answer(exchange, find(IN_BODY,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)), "player"));
        server.createContext("/api/timedtext", exchange -> answer(exchange, inQuery(exchange), "timedtext"));
        server.start();
    }

    public static FakeYouTube start() {
        try {
            return new FakeYouTube(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /** The one that all services of the tests use. */
    public static FakeYouTube shared() {
        return Shared.YOUTUBE;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Makes a video that has those tracks. */
    public Video video(String id, Track... tracks) {
        var video = new Video(id, List.of(tracks));
        videos.put(id, video);
        return video;
    }

    /**
     * A track.
     *
     * @param texts the content of its {@code text} elements' document, or whatever else it answers
     */
    public record Track(String language, boolean generated, String texts) {
        public static Track manual(String language, String... lines) {
            return new Track(language, false, document(lines));
        }

        public static Track generated(String language, String... lines) {
            return new Track(language, true, document(lines));
        }

        /** Lines of two seconds, one after the other, the first at 0.4 s. */
        static String document(String... lines) {
            var texts = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\" ?><transcript>");
            for (int i = 0; i < lines.length; i++) {
                texts.append("<text start=\"%d.4\" dur=\"2.125\">%s</text>".formatted(2 * i, lines[i]));
            }
            return texts.append("</transcript>").toString();
        }
    }

    /** Something else that is answered once. */
    public record Reply(int status, String body, Map<String, String> headers, CountDownLatch until) {
        public static Reply of(int status, String body, String... headers) {
            return new Reply(status, body, headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]), new CountDownLatch(0));
        }

        /** Comes only when it is let go. */
        public static Reply held(CountDownLatch until) {
            return new Reply(503, "", Map.of(), until);
        }
    }

    /** A video, and what it was asked for. */
    public static final class Video {
        private final String id;
        private final List<Track> tracks;
        private final Queue<Reply> next = new ConcurrentLinkedQueue<>();
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private volatile String playability = OK;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        private Video(String id, List<Track> tracks) {
            this.id = id;
            this.tracks = tracks;
        }

        /** Answers that instead, once each, whatever is asked for. */
        public Video answers(Reply... replies) {
            next.addAll(Arrays.asList(replies));
            return this;
        }

        /** The player says something else than OK. */
        public Video isNotPlayable(String status, String reason) {
            playability = "{\"status\":\"%s\",\"reason\":\"%s\"}".formatted(status, reason);
            return this;
        }

        /** Each watch page is kept back until the latch is open. */
        public Video behind(CountDownLatch latch) {
            gate = latch;
            return this;
        }

        /** What was asked for, in order. */
        public List<String> asked() {
            return List.copyOf(asked);
        }

        /** How often it was looked at from the beginning. */
        public long visits() {
            return asked.stream().filter(what -> what.equals("watch")).count();
        }

        private String body(String what, HttpExchange exchange) {
            return switch (what) {
                case "watch" -> "<html><script>ytcfg.set({\"INNERTUBE_API_KEY\":\"a-key\"});</script></html>";
                case "player" -> player();
                default -> {
                    var query = exchange.getRequestURI().getRawQuery();
                    yield tracks.stream()
                            .filter(track -> query.contains("lang=" + track.language + "&kind=" + (track.generated ? "asr" : "")))
                            .map(Track::texts).findFirst().orElse("");
                }
            };
        }

        private String player() {
            var captions = tracks.isEmpty() ? "" : ",\"captions\":{\"playerCaptionsTracklistRenderer\":{\"captionTracks\":[%s]}}"
                    .formatted(tracks.stream().map(this::described).collect(Collectors.joining(",")));
            return "{\"playabilityStatus\":%s%s}".formatted(playability, captions);
        }

        private String described(Track track) {
            return "{\"baseUrl\":\"https://www.youtube.com/api/timedtext?v=%s&lang=%s&kind=%s&x&fmt=srv3\",\"name\":{\"runs\":[{\"text\":\"%s\"}]},%s\"languageCode\":\"%s\",\"isTranslatable\":true}"
                    .formatted(id, track.language, track.generated ? "asr" : "", track.language,
                            track.generated ? "\"kind\":\"asr\"," : "", track.language);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, String id, String what) throws IOException {
        var video = videos.computeIfAbsent(id, unknown -> new Video(id, List.of())
                .isNotPlayable("ERROR", "This video is unavailable"));
        video.asked.add(what);
        var other = video.next.poll();
        try {
            (other == null ? what.equals("watch") ? video.gate : new CountDownLatch(0) : other.until).await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        var body = (other == null ? video.body(what, exchange) : other.body).getBytes(StandardCharsets.UTF_8);
        if (other != null) {
            other.headers.forEach(exchange.getResponseHeaders()::set);
        }
        exchange.sendResponseHeaders(other == null ? 200 : other.status, body.length == 0 ? -1 : body.length);
        try (exchange; var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String inQuery(HttpExchange exchange) {
        return find(IN_QUERY, exchange.getRequestURI().getRawQuery());
    }

    private static String find(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static final class Shared {
        static final FakeYouTube YOUTUBE = start();
    }
}
