package studio.dictation.app.membership;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.http.Answer;
import studio.dictation.app.web.Queries;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

import static org.assertj.core.api.Assertions.assertThat;

/** The code by which administrators say why: A9 and U16. */
class ReasonCodeE2E {
    private final RunningService service = RunningService.shared();
    private final Learner learner = service.learner();

    @Test
    void isKeptWithWhatTheRequestChanged() {
        assertThat(grant(",\"reason\":\"goodwill-2026\"").status()).isEqualTo(200);
        assertThat(set(",\"reason\":\"0\"").status()).isEqualTo(200);

        assertThat(metadata()).satisfiesExactly(
                granted -> assertThat(granted).contains("\"reasonCode\":\"goodwill-2026\""),
                set -> assertThat(set).contains("\"reasonCode\":\"0\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"reason\":null"})
    void mayBeLeftOut(String reason) {
        assertThat(grant(reason).status()).isEqualTo(200);
        assertThat(set(reason).status()).isEqualTo(200);

        assertThat(metadata()).hasSize(2).allSatisfy(one -> assertThat(one).doesNotContain("reasonCode"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-a", "Goodwill", "he asked", "a_b", "a\\n", "ada@example.org", "\u00e4",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void isNeverASentence(String reason) {
        for (var answer : List.of(grant(",\"reason\":\"" + reason + "\""), set(",\"reason\":\"" + reason + "\""))) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.faultyFields()).containsExactly("reason");
        }
        assertThat(metadata()).isEmpty();
    }

    private Answer grant(String reason) {
        return service.admin().post("/user/update-duration",
                "{\"emails\":[\"%s\"],\"duration\":30%s}".formatted(learner.email(), reason));
    }

    private Answer set(String reason) {
        return service.admin().put("/auth/user/plan", "{\"emails\":[\"%s\"],\"plan\":\"Pro\"%s}".formatted(learner.email(), reason));
    }

    private List<String> metadata() {
        var account = service.part(Queries.class).find(new GetAccount(learner.email()), AccountView.class).orElseThrow().accountId();
        return service.part(JdbcClient.class).sql("""
                        SELECT convert_from(metadata, 'UTF8') FROM event WHERE subject = ? AND stream_id LIKE 'membership:%'
                         ORDER BY stream_sequence""")
                .param(account).query(String.class).list();
    }
}
