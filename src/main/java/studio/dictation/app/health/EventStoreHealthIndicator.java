package studio.dictation.app.health;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;
import studio.dictation.eventstore.HorizonHealth;

/** Whether the event store answers, and which transaction keeps readers from going on. */
@Component
class EventStoreHealthIndicator extends AbstractHealthIndicator {
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private final DataSource readers;

    EventStoreHealthIndicator(@Qualifier("readerPool") DataSource readers) {
        super("The event store does not answer");
        this.readers = readers;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var horizon = HorizonHealth.read(readers);
        health.up();
        horizon.oldest()
                .filter(oldest -> oldest.age() == null || oldest.age().compareTo(WORTH_TELLING) > 0)
                .ifPresent(oldest -> health.withDetail("horizonHeldByPid", oldest.pid())
                        .withDetail("horizonHeldFor", String.valueOf(oldest.age()))
                        .withDetail("horizonHeldIn", oldest.database()));
        if (!horizon.prepared().isEmpty()) {
            health.withDetail("preparedTransactions", horizon.prepared().size());
        }
    }
}
