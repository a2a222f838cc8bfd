package studio.dictation.app.health;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.automation.Automations;
import studio.dictation.app.billing.Inbox;
import studio.dictation.app.expiry.PlanTimers;
import studio.dictation.app.ledger.Sealer;
import studio.dictation.app.metrics.Backlogs;
import studio.dictation.app.rebuild.Overview;
import studio.dictation.command.billing.ProviderEvent;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.HorizonHealth;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.engine.ProjectionEngine;
import studio.dictation.query.redis.RedisDatabases;

import static org.assertj.core.api.Assertions.assertThat;

/** What health says of an inbox where nobody works: never that the service is down. */
class InboxHealthIT {
    private static PostgresTestStore database;

    @BeforeAll
    static void open() {
        database = PostgresTestStore.create();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void isLateWhenAMessageHasWaitedForMoreThanAMinute() {
        var store = JdbcClient.create(database.dataSource());
        var inbox = new Inbox(store);
        assertThat(health(inbox).getDetails()).containsEntry("waiting", 0L).containsEntry("applying", "in time").doesNotContainKey("oldest");

        inbox.keep(new ProviderEvent("evt_1", "charge.refunded", Instant.now(),
                "{\"data\":{\"object\":{\"id\":\"ch_1\",\"object\":\"charge\"}}}".getBytes(StandardCharsets.UTF_8)), "webhook");
        assertThat(health(inbox).getDetails()).containsEntry("waiting", 1L).containsEntry("applying", "in time");

        store.sql("UPDATE inbox_message SET received_at = clock_timestamp() - interval '61 seconds'").update();
        var late = health(inbox);
        assertThat(late.getStatus()).isEqualTo(Status.UP);
        assertThat(late.getDetails()).containsEntry("waiting", 1L).containsEntry("applying", "late");
        assertThat(Duration.parse(late.getDetails().get("oldest").toString())).isBetween(Duration.ofSeconds(61), Duration.ofSeconds(91));
    }

    @Test
    void isUnknownWhenItCanNotBeLookedAt() {
        var pool = database.openPool();
        pool.close();

        assertThat(health(new Inbox(JdbcClient.create(pool))).getStatus()).isEqualTo(Status.UNKNOWN);
    }

    /** As it is now: nothing of an earlier look is kept. */
    private static Health health(Inbox inbox) {
        var service = RunningService.shared();
        return new InboxHealthIndicator(new Backlogs(() -> HorizonHealth.read(database.dataSource()), service.part(EventReader.class),
                Clock.systemUTC(), service.part(RedisDatabases.class), service.part(ProjectionEngine.class), service.part(Overview.class),
                service.part(Automations.class), inbox, service.part(PlanTimers.class), service.part(Sealer.class))).health();
    }
}
