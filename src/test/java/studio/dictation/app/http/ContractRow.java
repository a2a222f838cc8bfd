package studio.dictation.app.http;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who asks for what, and what the answer has to be.
 *
 * @param id      the contract's name of the row
 * @param who     who asks
 * @param request method and path
 * @param body    JSON, or nothing
 * @param status  the answer's status
 * @param text    what its body holds
 */
public record ContractRow<W>(String id, W who, String request, String body, int status, String text) {
    /** Part of the body of an error. */
    public static String error(String text) {
        return "\"error\":\"" + text + "\"";
    }

    /** Asks, with more headers than a JSON client has. */
    public Answer ask(Http client, String... headers) {
        var parts = request.split(" ", 2);
        return client.method(parts[0], parts[1], BodyPublishers.ofString(body),
                Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers)).toArray(String[]::new));
    }

    /** Asks, and compares the answer. */
    public Answer assertKept(Http client) {
        var answer = ask(client);
        assertKeptBy(answer);
        return answer;
    }

    /** Compares an answer. */
    public void assertKeptBy(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.text()).contains(text);
    }

    @Override
    public String toString() {
        return "%s: %s %s %s -> %d %s".formatted(id, who, request, body, status, text);
    }
}
