package studio.dictation.app.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.automation.Automation;
import studio.dictation.app.automation.Automations;
import studio.dictation.app.automation.Cause;
import studio.dictation.app.billing.Inbox;
import studio.dictation.app.expiry.PlanTimers;
import studio.dictation.app.ledger.Sealer;
import studio.dictation.app.metrics.Backlogs;
import studio.dictation.app.rebuild.Overview;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.HorizonHealth;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.engine.ProjectionEngine;
import studio.dictation.query.redis.RedisDatabases;

import static org.assertj.core.api.Assertions.assertThat;

/** What health says of automations that nobody works on: never that the service is down. */
class AutomationsHealthIT {
    private static final Instant DECIDED = Instant.parse("2026-01-01T12:00:00Z");

    private final PostgresTestStore database = PostgresTestStore.create();
    private final JdbcClient store = JdbcClient.create(database.dataSource());
    private final Automations automations = new Automations(List.of(new Idle()), store, "a", Duration.ofMinutes(1),
            new EventReader(database.dataSource()), EventDecoder.published(), EventNames.published(), new AppendSignal());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void areInTimeWhereNothingWaits() {
        assertThat(after(Duration.ofHours(1)).getDetails()).containsEntry("idle", "in time");
    }

    @Test
    void areLateWhenAnEventHasWaitedForMoreThanAMinute() {
        store.sql("""
                        INSERT INTO event (stream_sequence, occurred_at, revision, event_id, stream_id, name, payload, metadata)
                        SELECT number, :decided, 1, gen_random_uuid(), 'channel:UC_1', 'catalog.ChannelListed', '{}', '{}'
                          FROM generate_series(0, 2) number""")
                .param("decided", DECIDED.toEpochMilli()).update();

        assertThat(after(Duration.ofMinutes(1)).getDetails()).containsEntry("idle", "in time");
        var late = after(Duration.ofSeconds(61));
        assertThat(late.getStatus()).isEqualTo(Status.UP);
        assertThat(late.getDetails()).containsEntry("idle", "late: 3 events behind, the oldest PT1M1S old");
    }

    /** As it is so long after the events were decided; nothing of an earlier look is kept. */
    private Health after(Duration time) {
        var service = RunningService.shared();
        return new AutomationsHealthIndicator(new Backlogs(() -> HorizonHealth.read(database.dataSource()),
                new EventReader(database.dataSource()), Clock.fixed(DECIDED.plus(time), ZoneOffset.UTC), service.part(RedisDatabases.class),
                service.part(ProjectionEngine.class), service.part(Overview.class), automations, new Inbox(store),
                service.part(PlanTimers.class), service.part(Sealer.class))).health();
    }

    /** Listens to nothing, and is never started. */
    private static final class Idle implements Automation {
        @Override
        public String name() {
            return "idle";
        }

        @Override
        public Set<Class<?>> events() {
            return Set.of();
        }

        @Override
        public void act(Object event, Cause cause) {
            throw new IllegalStateException("Nobody has started it");
        }
    }
}
