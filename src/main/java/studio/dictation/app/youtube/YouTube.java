package studio.dictation.app.youtube;

import io.github.thoroldvix.api.TranscriptRetrievalException;
import io.github.thoroldvix.api.YoutubeClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.youtube.TrackChoice.Track;
import studio.dictation.command.catalog.TranscriptUnavailable;
import studio.dictation.command.catalog.TranscriptUnavailable.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks HTTP to YouTube for the library, for one video, within a time. Whatever address the library or YouTube names, the
 * request goes to the one configured. Knows better than the library's exceptions why there is no transcript.
 */
final class YouTube implements YoutubeClient {
    private static final int MAX_BYTES = 8 << 20;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(6);
    private static final Pattern CONSENT = Pattern.compile("action=\"https://consent\\.youtube\\.com/s\"|class=\"g-recaptcha\"");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final URI base;
    private final Deadline deadline;
    private final List<Track> tracks = new ArrayList<>();
    private @Nullable TranscriptUnavailable failure;

    YouTube(HttpClient http, URI base, Duration atMost) {
        this.http = http;
        this.base = base;
        this.deadline = Deadline.in(atMost);
    }

    @Override
    public String get(String url, Map<String, String> headers) throws TranscriptRetrievalException {
        var request = HttpRequest.newBuilder();
        headers.forEach(request::setHeader);
        var page = send(url, request.GET());
        if (CONSENT.matcher(page).find()) {
            throw failed(new TranscriptUnavailable(Reason.REFUSED, "YouTube shows a page for people"));
        }
        return page;
    }

    @Override
    public String post(String url, String json) throws TranscriptRetrievalException {
        var answer = send(url, HttpRequest.newBuilder().setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
        readPlayer(answer);
        return answer;
    }

    /** The video's tracks, in YouTube's order. */
    List<Track> tracks() {
        return List.copyOf(tracks);
    }

    /** Why there is no transcript, after the library failed. */
    TranscriptUnavailable reason(Exception libraryFailure) {
        return failure != null
                ? failure
                : new TranscriptUnavailable(Reason.UNREADABLE, String.valueOf(libraryFailure.getMessage()), libraryFailure);
    }

    private String send(String url, HttpRequest.Builder request) throws TranscriptRetrievalException {
        var atMost = deadline.left(LONGEST_REQUEST);
        var answer = http.sendAsync(
                request.uri(rewritten(url)).timeout(atMost.plusMillis(1)).build(), head -> new BoundedBytes(MAX_BYTES));
        try {
            return body(answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            throw failed(new TranscriptUnavailable(Reason.TRANSIENT, "YouTube is too slow", late));
        } catch (ExecutionException broken) {
            throw failed(new TranscriptUnavailable(
                    broken.getCause() instanceof IOException && !(broken.getCause() instanceof BoundedBytes.TooLong)
                            ? Reason.TRANSIENT
                            : Reason.UNREADABLE,
                    String.valueOf(broken.getCause()), broken));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw failed(new TranscriptUnavailable(Reason.TRANSIENT, "Interrupted", stopping));
        } finally {
            answer.cancel(true);
        }
    }

    private String body(HttpResponse<byte[]> answer) throws TranscriptRetrievalException {
        int status = answer.statusCode();
        if (status != 200) {
            var reason = status == 404 || status == 410 ? Reason.NONE
                    : status == 429 || status == 408 || status >= 500 ? Reason.TRANSIENT
                    : Reason.REFUSED;
            // As a date it is worth nothing without the server's clock.
            var retryAfter = answer.headers().firstValue("Retry-After")
                    .filter(value -> SECONDS.matcher(value).matches())
                    .map(value -> Duration.ofSeconds(Long.parseLong(value)));
            throw failed(new TranscriptUnavailable(reason, "YouTube answers " + status, retryAfter.orElse(null), null));
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private URI rewritten(String url) throws TranscriptRetrievalException {
        try {
            var wanted = URI.create(url);
            var query = wanted.getRawQuery() == null ? "" : "?" + wanted.getRawQuery();
            return base.resolve(base.getRawPath() + wanted.getRawPath() + query);
        } catch (IllegalArgumentException noAddress) {
            throw failed(new TranscriptUnavailable(Reason.UNREADABLE, "A track has no address", noAddress));
        }
    }

    private void readPlayer(String answer) throws TranscriptRetrievalException {
        JsonNode player;
        try {
            player = JSON.readTree(answer);
        } catch (JacksonException garbage) {
            throw failed(new TranscriptUnavailable(Reason.UNREADABLE, "The player's answer is no JSON", garbage));
        }
        var status = player.at("/playabilityStatus/status").asString("");
        if (!status.isEmpty() && !status.equals("OK")) {
            var told = player.at("/playabilityStatus/reason").asString("");
            var reason = status.equals("LOGIN_REQUIRED") && told.contains("bot") ? Reason.REFUSED : Reason.NONE;
            throw failed(new TranscriptUnavailable(reason, "%s: %s".formatted(status, told)));
        }
        StreamSupport.stream(player.at("/captions/playerCaptionsTracklistRenderer/captionTracks").spliterator(), false)
                .forEach(track -> tracks.add(new Track(track.path("languageCode").asString(""), track.has("kind"))));
        if (tracks.isEmpty()) {
            throw failed(new TranscriptUnavailable(Reason.NONE, "The video has no tracks"));
        }
    }

    private TranscriptRetrievalException failed(TranscriptUnavailable why) {
        failure = why;
        return new TranscriptRetrievalException(String.valueOf(why.getMessage()), why);
    }
}
