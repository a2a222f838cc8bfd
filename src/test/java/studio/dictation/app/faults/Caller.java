package studio.dictation.app.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.http.Answer;

/** Sends requests to services that may be dead or stopped, and gives up soon. */
final class Caller {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    /** Longer than an answer waits until reads show what it did. */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    private final List<URI> services;

    Caller(List<URI> services) {
        this.services = services;
    }

    /**
     * A request.
     *
     * @param body JSON; null for none
     */
    record Request(String method, String path, @Nullable String body) {
        static Request get(String path) {
            return new Request("GET", path, null);
        }

        static Request post(String path, String body) {
            return new Request("POST", path, body);
        }
    }

    /** The answer of one of the services; empty if there was none. */
    Optional<Answer> send(int service, Request request, @Nullable String token, @Nullable String idempotencyKey) {
        return send(service, request, token, idempotencyKey, PATIENCE);
    }

    /** The same, with a patience of its own. */
    Optional<Answer> send(
            int service, Request request, @Nullable String token, @Nullable String idempotencyKey, Duration patience) {
        var builder = HttpRequest.newBuilder(services.get(service).resolve(request.path)).timeout(patience)
                .method(request.method, request.body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body))
                .header("Content-Type", "application/json");
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        if (idempotencyKey != null) {
            builder.header("Idempotency-Key", idempotencyKey);
        }
        try {
            return Optional.of(new Answer(CLIENT.send(builder.build(), BodyHandlers.ofString())));
        } catch (IOException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
