package studio.dictation.app.health;

import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;
import studio.dictation.app.metrics.Backlogs;

/** What waits of the news that the payment provider told. It is kept and applied later, so this never takes the service down. */
@Component
class InboxHealthIndicator extends AbstractHealthIndicator {
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Backlogs backlogs;

    InboxHealthIndicator(Backlogs backlogs) {
        super("What waits in the inbox can't be looked up");
        this.backlogs = backlogs;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.unknown();
        backlogs.waiting().map(Backlogs.Waiting::inbox).ifPresent(inbox -> {
            health.up().withDetail("waiting", inbox.messages());
            inbox.oldest().ifPresent(age -> health.withDetail("oldest", age.toString()));
            health.withDetail("applying", inbox.oldest().filter(age -> age.compareTo(LATE) > 0).isPresent() ? "late" : "in time");
        });
    }
}
