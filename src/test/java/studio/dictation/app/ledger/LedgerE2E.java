package studio.dictation.app.ledger;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.http.Answer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What administrators are told of the ledger. */
class LedgerE2E {
    private final RunningService service = RunningService.shared();
    private final Learner learner = service.learner();

    @Test
    void isSealedWithinSecondsAndNamesWhatWasEditedThen() {
        grant();
        grant();
        await().atMost(10, SECONDS).until(() -> of(learner).node("unsealed").asLong(-1) == 0);
        assertThat(of(learner).node("ok").asBoolean()).isTrue();
        assertThat(of(learner).node("entries").asLong()).isEqualTo(2);

        var jdbc = service.part(JdbcClient.class);
        var edited = jdbc.sql("SELECT event_id FROM event WHERE subject = (SELECT account_id FROM account_email WHERE email = ?)"
                + " AND hash IS NOT NULL ORDER BY stream_sequence LIMIT 1").param(learner.email()).query(String.class).single();
        var payload = jdbc.sql("SELECT payload FROM event WHERE event_id = ?::uuid").param(edited).query(byte[].class).single();
        jdbc.sql("UPDATE event SET payload = payload || ' ' WHERE event_id = ?::uuid").param(edited).update();
        try {
            for (var answer : List.of(of(learner), service.admin().get("/admin/billing/verify"))) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                assertThat(answer.node("ok").asBoolean(true)).isFalse();
                assertThat(answer.node("found").asLong()).isEqualTo(1);
                assertThat(answer.at("/findings/0/kind")).isEqualTo("edited");
                assertThat(answer.at("/findings/0/eventId")).isEqualTo(edited);
                assertThat(answer.at("/findings/0/stream")).startsWith("membership:");
                assertThat(answer.node("/findings/0/sequence").asLong(-1)).isZero();
                assertThat(answer.node("/findings/0/seal").asLong()).isPositive();
            }
        } finally {
            jdbc.sql("UPDATE event SET payload = ? WHERE event_id = ?::uuid").param(payload).param(edited).update();
        }
        assertThat(of(learner).node("ok").asBoolean()).isTrue();
    }

    @Test
    void isSealedUnderAKeyThatIsShownAsPem() {
        var answer = service.admin().get("/admin/billing/ledger-key");
        assertThat(answer.at("publicKey")).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("-----END PUBLIC KEY-----\n");
        assertThat(answer.text()).doesNotContain("PRIVATE");
    }

    @Test
    void isVerifiedByAdministratorsOnlyAndOfAccountsThatAreThere() {
        for (var path : List.of("verify", learner.email() + "/verify", "ledger-key")) {
            assertThat(learner.http().get("/admin/billing/" + path).status()).isEqualTo(403);
            assertThat(service.http().get("/admin/billing/" + path).status()).isEqualTo(401);
        }
        var unknown = service.admin().get("/admin/billing/nobody@example.org/verify");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.error()).isEqualTo("User not found");
    }

    @Test
    void showsItsAgeInHealthToAdministrators() {
        assertThat(service.admin().get("//actuator/health").at("/components/ledger/status")).isEqualTo("UP");
    }

    private void grant() {
        var answer = service.admin().post("/user/update-duration", "{\"emails\":[\"%s\"],\"duration\":30}".formatted(learner.email()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private Answer of(Learner whose) {
        return service.admin().get("/admin/billing/" + whose.email() + "/verify");
    }
}
