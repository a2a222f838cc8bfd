package studio.dictation.app.idempotency;

import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.consistency.Stored;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** Requests with a key on two nodes, and requests that end in the middle. */
class OncePerKeyIT {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final String WAITING =
            "SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'event'::regclass";

    private final JdbcClient jdbc = NODES.a().part(JdbcClient.class);
    private final Stored stored = Stored.by(NODES.a());
    private final Client learner = NODES.learner(NODES.a());
    private final String video = NODES.newVideo();
    private final String key = Keyed.key();
    private final String text = "typed " + UUID.randomUUID();

    @Test
    void areCarriedOutOnceByBothNodesTogether() {
        var answers = AtOnce.send(40, number -> save(number % 2 == 0 ? NODES.a() : NODES.b()));

        assertThat(answers).allSatisfy(answer -> assertThat(ok(answer).node("totalDuration").asInt()).isEqualTo(5));
        assertThat(stored.count("progress.ProgressSaved", text)).isEqualTo(1);
        assertThat(stored.holes()).isEmpty();
    }

    @Test
    void leaveNothingWhenTheyEndBeforeTheCommit() throws SQLException {
        ok(learner.save(NODES.channel(), video, "before"));
        Answer killed;
        try (var connection = NODES.a().part(DataSource.class).getConnection(); var statement = connection.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE event IN SHARE ROW EXCLUSIVE MODE");
            var answer = CompletableFuture.supplyAsync(() -> save(NODES.a()), threads);
            // It has written its key, and waits to write its event.
            var writer = await().atMost(20, SECONDS).until(
                    () -> jdbc.sql(WAITING).query(Integer.class).optional(), waiting -> waiting.isPresent());
            jdbc.sql("SELECT pg_terminate_backend(?)").param(writer.orElseThrow()).query(Boolean.class).single();
            killed = answer.join();
            connection.rollback();
        }

        assertThat(killed.status()).as(killed.toString()).isEqualTo(503);
        assertThat(known()).isZero();
        assertThat(stored.count("progress.ProgressSaved", text)).isZero();
        ok(save(NODES.b()));
        ok(save(NODES.a()));
        assertThat(stored.count("progress.ProgressSaved", text)).isEqualTo(1);
    }

    @Test
    void goOnWhereTheyEnded() {
        var other = NODES.learner(NODES.a());
        refuseEventsOf(accountId(other.email()));
        var emails = "{\"emails\":[\"%s\",\"%s\"],\"duration\":30}".formatted(learner.email(), other.email());
        try {
            var half = ok(Keyed.post(NODES.admin(NODES.a()), key, "/user/update-duration", emails));
            assertThat(half.at("message")).isEqualTo("Updated 1 of 2 users");
        } finally {
            refuseNothing();
        }

        var whole = ok(Keyed.post(NODES.admin(NODES.b()), key, "/user/update-duration", emails));

        assertThat(whole.at("message")).isEqualTo("Updated 2 of 2 users");
        for (var email : new String[] {learner.email(), other.email()}) {
            assertThat(stored.count("membership.PlanGranted", accountId(email).toString())).isEqualTo(1);
        }
    }

    @Test
    void areNewAfterADay() {
        ok(save(NODES.a()));
        age("23 hours 59 minutes");
        assertThat(ok(save(NODES.a())).node("totalDuration").asInt()).isEqualTo(5);
        age("1 minute");

        assertThat(ok(save(NODES.a())).node("totalDuration").asInt()).isEqualTo(10);
        assertThat(ok(save(NODES.b())).node("totalDuration").asInt()).isEqualTo(10);
        age("24 hours");
        var other = Keyed.post(learner.http(), key, "/user/progress", Keyed.save(NODES.channel(), video, "something else", "1"));
        assertThat(ok(other).node("totalDuration").asInt()).isEqualTo(11);
        assertThat(known()).isEqualTo(1);
    }

    @Test
    void areForgottenByAndBy() {
        ok(save(NODES.a()));
        age("26 hours");

        ok(Keyed.post(NODES.learner(NODES.a()).http(), Keyed.key(), "/user/progress",
                Keyed.save(NODES.channel(), video, "something else", "1")));

        assertThat(known()).isZero();
        assertThat(jdbc.sql("SELECT count(*) FROM idempotency_step WHERE NOT EXISTS (SELECT FROM idempotency_key WHERE id = key_id)")
                .query(Integer.class).single()).isZero();
    }

    private Answer save(RunningService node) {
        return Keyed.post(learner.at(node).http(), key, "/user/progress", Keyed.save(NODES.channel(), video, text, "5"));
    }

    private int known() {
        return jdbc.sql("SELECT count(*) FROM idempotency_key WHERE key = ?").param(key).query(Integer.class).single();
    }

    private void age(String by) {
        jdbc.sql("UPDATE idempotency_key SET created_at = created_at - ?::interval WHERE key = ?").params(by, key).update();
    }

    private UUID accountId(String email) {
        return jdbc.sql("SELECT account_id FROM account_email WHERE email = ?").param(email).query(UUID.class).single();
    }

    private void refuseEventsOf(UUID account) {
        jdbc.sql("""
                CREATE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'refused by the test' USING ERRCODE = '57014'; END $$""").update();
        jdbc.sql("CREATE TRIGGER refuse_event BEFORE INSERT ON event FOR EACH ROW WHEN (NEW.subject = '%s') EXECUTE FUNCTION refuse_event()"
                .formatted(account)).update();
    }

    private void refuseNothing() {
        jdbc.sql("DROP FUNCTION refuse_event() CASCADE").update();
    }
}
