package studio.dictation.app.security;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.security.EdgeService.problem;

/** What browsers are told: contract §1, §11. */
class BrowserEdgeTest {
    private final Http anybody = EdgeService.http();
    private final Http learner = EdgeService.as(EdgeService.LEARNER);

    @Test
    void mayAskFirstWithoutAToken() {
        var answer = anybody.method("OPTIONS", "/user/missed-words", BodyPublishers.noBody(),
                "Origin", "https://app.example.org", "Access-Control-Request-Method", "DELETE",
                "Access-Control-Request-Headers", "authorization,content-type,x-anything");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("access-control-allow-origin")).contains("https://app.example.org");
        assertThat(answer.header("access-control-allow-methods").orElse("")).contains("DELETE");
        assertThat(answer.header("access-control-allow-headers").orElse("")).contains("x-anything");
        assertThat(answer.header("access-control-allow-credentials")).isEmpty();
    }

    @Test
    void seesTheTokensAndWhetherAWriteIsVisibleAndOfWhichState() {
        var answer = anybody.method("GET", "/service/channel", BodyPublishers.noBody(), "Origin", "https://app.example.org");

        assertThat(answer.header("access-control-expose-headers").orElse(""))
                .contains("x-ds-access-token", "x-ds-refresh-token", "x-ds-projection", "ETag");
    }

    @Test
    void fromAnotherOriginIsRefused() {
        var answer = anybody.method("GET", "/service/channel", BodyPublishers.noBody(), "Origin", "https://evil.example.org");

        problem(answer, 403, "forbidden", "Origin not allowed");
    }

    @Test
    void isToldToTakeNothingForMoreThanItIs() {
        var answer = learner.get("/user/duration");

        assertThat(answer.header("x-content-type-options")).contains("nosniff");
        assertThat(answer.header("x-frame-options")).contains("DENY");
        assertThat(answer.header("cache-control").orElse("")).contains("no-store");
        assertThat(answer.header("content-security-policy").orElse("")).contains("default-src 'none'");
        assertThat(answer.header("set-cookie")).isEmpty();
        assertThat(answer.header("server")).isEmpty();
    }
}
