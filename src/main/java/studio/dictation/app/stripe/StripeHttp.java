package studio.dictation.app.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URISyntaxException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries requests to Stripe. The library's own one has no limit for an answer as a whole, neither of time nor of size, and tells what
 * machine it runs on.
 */
final class StripeHttp extends HttpClient {
    private static final int MAX_ANSWER_BYTES = 16 << 20;
    private static final Duration CONNECTING = Duration.ofSeconds(3);

    private final java.net.http.HttpClient http;
    private final Duration timeout;

    /** @param timeout for one answer, to its last byte */
    StripeHttp(Duration timeout) {
        this.timeout = timeout;
        this.http = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECTING.compareTo(timeout) < 0 ? CONNECTING : timeout)
                .build();
    }

    @Override
    public StripeResponse request(StripeRequest request) throws ApiConnectionException {
        try {
            var answer = http.sendAsync(translated(request), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
            try {
                return translated(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
            } finally {
                answer.cancel(true);
            }
        } catch (TimeoutException | HttpConnectTimeoutException late) {
            throw unanswered("No answer in time", new SocketTimeoutException());
        } catch (ConnectException unreachable) {
            throw unanswered("Not reachable", unreachable);
        } catch (ExecutionException failed) {
            throw unanswered("No whole answer", cause(failed));
        } catch (IOException | URISyntaxException failed) {
            throw unanswered("No whole answer", failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw unanswered("Interrupted", stopping);
        }
    }

    /** What the library takes as worth another try. */
    private static Throwable cause(ExecutionException failed) {
        return switch (failed.getCause()) {
            case HttpConnectTimeoutException late -> new SocketTimeoutException();
            case null -> failed;
            default -> failed.getCause();
        };
    }

    private static ApiConnectionException unanswered(String why, Throwable cause) {
        return new ApiConnectionException(why, cause);
    }

    private static HttpRequest translated(StripeRequest request) throws IOException, URISyntaxException {
        var content = request.content();
        var translated = HttpRequest.newBuilder(request.url().toURI())
                .method(request.method().name(), content == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofByteArray(content.byteArrayContent()))
                .setHeader("User-Agent", "dictation-studio");
        request.headers().map().forEach((name, values) -> translated.setHeader(name, String.join(",", values)));
        if (content != null) {
            translated.setHeader("Content-Type", content.contentType());
        }
        return translated.build();
    }

    private static StripeResponse translated(HttpResponse<byte[]> answer) {
        return new StripeResponse(
                answer.statusCode(),
                HttpHeaders.of(answer.headers().map()),
                new String(answer.body(), StandardCharsets.UTF_8));
    }
}
