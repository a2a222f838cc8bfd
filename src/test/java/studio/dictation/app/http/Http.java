package studio.dictation.app.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client of the service that knows nothing but its API.
 *
 * @param base  where the service is
 * @param token sent as a bearer token; null for none
 */
public record Http(URI base, @Nullable String token) {
    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final String PREFIX = "/dictation-studio";

    /** The same client, signed in. */
    public Http as(@Nullable String bearer) {
        return new Http(base, bearer);
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    public Answer put(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    /** With a JSON content type and no body, as some clients send it. */
    public Answer postNothing(String path) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.noBody()));
    }

    public Answer post(String path, Multipart form) {
        return send(request(path).header("Content-Type", form.contentType()).POST(form.body()));
    }

    public Answer method(String method, String path, BodyPublisher body, String... headers) {
        var request = request(path).method(method, body);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Under the prefix; an absolute path that begins with {@code //} is taken without it. */
    private HttpRequest.Builder request(String path) {
        var target = path.startsWith("//") ? path.substring(1) : PREFIX + path;
        var request = HttpRequest.newBuilder(base.resolve(target)).timeout(Duration.ofSeconds(30));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new AssertionError("The service did not answer", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for the service", stopped);
        }
    }

    /** A multipart form. */
    public static final class Multipart {
        private static final String BOUNDARY = "----dictation-studio-form";

        private final List<byte[]> parts = new ArrayList<>();

        public Multipart field(String name, String value) {
            return part("Content-Disposition: form-data; name=\"%s\"".formatted(name),
                    value.getBytes(StandardCharsets.UTF_8));
        }

        public Multipart file(String name, String fileName, byte[] content) {
            return part("Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/x-subrip"
                    .formatted(name, fileName), content);
        }

        private Multipart part(String header, byte[] content) {
            parts.add("--%s\r\n%s\r\n\r\n".formatted(BOUNDARY, header).getBytes(StandardCharsets.UTF_8));
            parts.add(content);
            parts.add("\r\n".getBytes(StandardCharsets.UTF_8));
            return this;
        }

        String contentType() {
            return "multipart/form-data; boundary=" + BOUNDARY;
        }

        BodyPublisher body() {
            var all = new ArrayList<>(parts);
            all.add("--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
            return BodyPublishers.ofByteArrays(all);
        }
    }
}
