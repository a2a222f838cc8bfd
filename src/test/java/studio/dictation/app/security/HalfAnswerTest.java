package studio.dictation.app.security;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A failure in the middle of an answer: what is out already must not pass for all there is. */
class HalfAnswerTest {
    @Test
    void endsTheConnectionAndNotTheAnswer() {
        assertThatThrownBy(() -> EdgeService.as(EdgeService.ADMIN).get("/auth/users"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("The service did not answer");
    }

    @Test
    void endsTheConnectionOfATableToo() {
        assertThatThrownBy(() -> EdgeService.as(EdgeService.ADMIN)
                        .get("/admin/billing/ada@example.org/history?format=csv"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("The service did not answer");
        assertThat(EdgeService.as(EdgeService.ADMIN).get("/admin/billing/ada@example.org/history?limit=2").status())
                .isEqualTo(200);
    }

    @Test
    void needsNoEndWhereTheRestIsNotAskedFor() {
        var answer = EdgeService.as(EdgeService.ADMIN).get("/auth/users?limit=500");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.node("users").size()).isEqualTo(500);
    }
}
