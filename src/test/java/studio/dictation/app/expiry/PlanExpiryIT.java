package studio.dictation.app.expiry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.command.membership.AmendGrant;
import studio.dictation.command.membership.ExpirePlan;
import studio.dictation.command.membership.GrantPlan;
import studio.dictation.command.membership.ObserveSubscription;
import studio.dictation.command.membership.SetPlan;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;
import studio.dictation.query.membership.PlanView;
import studio.dictation.rules.PlanLevel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A plan's end is noted once, when it has come. */
class PlanExpiryIT {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String START = "0:0:0:00000000-0000-0000-0000-000000000000";

    private final RunningService service = RunningService.shared();
    private final JdbcClient store = service.part(JdbcClient.class);
    private final Commands commands = service.part(Commands.class);
    private final Clock clock = service.part(Clock.class);
    private final List<PlanTimers> nodes = new ArrayList<>();

    @AfterEach
    void stopNodes() {
        nodes.forEach(PlanTimers::close);
    }

    @Test
    void isNotedWhenItHasComeAndThePlanIsFree() {
        var learner = service.learner();
        var account = account(learner);
        commands.send(lasting(account, Duration.ofSeconds(5)));
        assertThat(plan(learner).name()).isEqualTo("Pro");

        awaitExpired(account);

        assertThat(noted(account)).singleElement().satisfies(event -> assertThat(event)
                .contains("\"outcome\":{\"plan\":\"Free\",\"expiresAt\":null,"));
        await().atMost(5, SECONDS).untilAsserted(() -> assertThat(plan(learner)).isEqualTo(PlanView.FREE));
        assertThat(timers(account)).isEmpty();
    }

    @Test
    void isNotedOfASubscriptionWhoseNextPaymentNeverComes() {
        var learner = service.learner();
        var account = account(learner);
        var paidAt = clock.instant().minus(DAY).minus(Duration.ofHours(72)).plusSeconds(5);
        commands.send(
                new GrantPlan(account, UUID.randomUUID(), PlanLevel.BASIC, 1, "payment", "in_1", "sub_" + account, paidAt),
                new ObserveSubscription(account, "sub_" + account, "past_due", PlanLevel.BASIC,
                        clock.instant().plus(DAY), false, null, clock.instant()));
        assertThat(plan(learner)).satisfies(running -> {
            assertThat(running.name()).isEqualTo("Basic");
            assertThat(running.expireTime()).isNull();
            assertThat(running.nextPaymentTime()).isNotNull();
        });

        awaitExpired(account);

        await().atMost(5, SECONDS).until(() -> plan(learner).name(), "Free"::equals);
        // it can still be cancelled
        assertThat(plan(learner).isRecurring()).isTrue();
    }

    @Test
    void isNotedOnceHoweverOftenAnybodyLooks() {
        var account = account(service.learner());
        commands.send(lasting(account, Duration.ofSeconds(4)));
        awaitExpired(account);
        commands.send(new ExpirePlan(account), new ExpirePlan(account));

        toldOfEverythingAgain();

        await().atMost(20, SECONDS).until(() -> timers(account).isEmpty());
        assertThat(noted(account)).hasSize(1);
    }

    @Test
    void isNotNotedOfAPlanThatWasProlonged() {
        var account = account(service.learner());
        commands.send(lasting(account, Duration.ofMillis(1_500)), lasting(account, Duration.ofMillis(1_400)));

        // they are set in their order: the first one has come, and only the later end is left
        await().atMost(20, SECONDS).until(() -> timers(account), left ->
                left.size() == 1 && left.getFirst().isAfter(clock.instant().plus(Duration.ofHours(1))));

        assertThat(noted(account)).isEmpty();
    }

    @Test
    void isNotedWhereThePlanWasTakenBackOrSetAgainToEndSooner() {
        var takenBack = account(service.learner());
        var grant = UUID.randomUUID();
        commands.send(
                new GrantPlan(takenBack, grant, PlanLevel.PRO, 90, "payment", "in_2", null, clock.instant().minus(DAY).plusSeconds(5)),
                new AmendGrant(takenBack, grant, 1, "refund", "ch_2", 1));
        var ended = account(service.learner());
        commands.send(lasting(ended, Duration.ofSeconds(2)), new SetPlan(ended, UUID.randomUUID(), PlanLevel.FREE, 0, "admin"));

        awaitExpired(takenBack);

        await().atMost(10, SECONDS).until(() -> timers(ended).isEmpty());
        assertThat(noted(ended)).isEmpty();
    }

    @Test
    void isNotedOnceByTwoNodes() {
        node(clock);
        node(clock);
        var accounts = Stream.generate(() -> account(service.learner())).limit(12).toList();
        accounts.forEach(account -> commands.send(lasting(account, Duration.ofSeconds(4))));

        accounts.forEach(this::awaitExpired);

        assertThat(accounts).allSatisfy(account -> {
            await().atMost(20, SECONDS).until(() -> timers(account).isEmpty());
            assertThat(noted(account)).hasSize(1);
        });
    }

    @Test
    void isNotedByAnotherNodeWhenTheOneThatLookedIsGone() {
        var account = account(service.learner());
        commands.send(lasting(account, Duration.ofSeconds(8)));
        await().atMost(10, SECONDS).until(() -> !timers(account).isEmpty());
        assertThat(store.sql("""
                        UPDATE plan_timer SET picked = true, picked_by = 'gone', last_heartbeat = clock_timestamp() - interval '1 hour'
                         WHERE task_instance LIKE ? AND NOT picked""")
                .param(account + "%").update()).isEqualTo(1);

        awaitExpired(account);

        assertThat(noted(account)).hasSize(1);
    }

    @Test
    void isNotNotedEarlyByANodeThatIsWokenEarly() {
        var account = account(service.learner());
        commands.send(lasting(account, Duration.ofSeconds(8)));
        await().atMost(10, SECONDS).until(() -> !timers(account).isEmpty());

        node(Clock.offset(clock, DAY));

        await().atMost(10, SECONDS).until(() -> lastSuccessOf(account), looked -> looked > 0);
        assertThat(noted(account)).isEmpty();
        awaitExpired(account);
        assertThat(store.sql("""
                        SELECT convert_from(payload, 'UTF8')::json->>'occurredAt' >= convert_from(payload, 'UTF8')::json->>'expiredAt'
                          FROM event WHERE subject = ? AND name = 'membership.PlanExpired'""")
                .param(account).query(Boolean.class).list()).containsExactly(true);
    }

    /** A plan of a day that has run but for so long. */
    private GrantPlan lasting(UUID account, Duration left) {
        return new GrantPlan(account, UUID.randomUUID(), PlanLevel.PRO, 1, "admin", null, null,
                clock.instant().minus(DAY).plus(left));
    }

    private void node(Clock itsClock) {
        var timers = new PlanTimers(service.part(DataSource.class), itsClock, commands,
                UUID.randomUUID().toString());
        nodes.add(timers);
        timers.start();
    }

    private void toldOfEverythingAgain() {
        store.sql("UPDATE automation SET position = ?, owner = 'nobody', leased_until = '-infinity' WHERE name = 'expiring-plans'")
                .param(START).update();
        await().atMost(20, SECONDS).until(() -> store.sql("SELECT position FROM automation WHERE name = 'expiring-plans'")
                .query(String.class).single(), position -> !position.startsWith("0:"));
    }

    private void awaitExpired(UUID account) {
        await().atMost(40, SECONDS).until(() -> !noted(account).isEmpty());
    }

    private List<String> noted(UUID account) {
        return store.sql("SELECT convert_from(payload, 'UTF8') FROM event WHERE subject = ? AND name = 'membership.PlanExpired'")
                .param(account).query(String.class).list();
    }

    private List<Instant> timers(UUID account) {
        return store.sql("SELECT execution_time FROM plan_timer WHERE task_instance LIKE ?")
                .param(account + "%").query((row, index) -> row.getTimestamp(1).toInstant()).list();
    }

    private int lastSuccessOf(UUID account) {
        return store.sql("SELECT count(*) FROM plan_timer WHERE task_instance LIKE ? AND last_success IS NOT NULL")
                .param(account + "%").query(Integer.class).single();
    }

    private PlanView plan(Learner learner) {
        return view(learner).plan();
    }

    private UUID account(Learner learner) {
        return view(learner).accountId();
    }

    private AccountView view(Learner learner) {
        return service.part(Queries.class).find(new GetAccount(learner.email()), AccountView.class).orElseThrow();
    }
}
