package studio.dictation.app.http;

import java.net.http.HttpRequest.BodyPublishers;

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

    /** Asks, and compares the answer. */
    public Answer assertKept(Http client) {
        var parts = request.split(" ", 2);
        var answer = client.method(parts[0], parts[1], BodyPublishers.ofString(body), "Content-Type", "application/json");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.text()).contains(text);
        return answer;
    }

    @Override
    public String toString() {
        return "%s: %s %s %s -> %d %s".formatted(id, who, request, body, status, text);
    }
}
