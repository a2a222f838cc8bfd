package studio.dictation.app.health;

import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;
import studio.dictation.app.metrics.Backlogs;

/** How far automations are behind, on whatever node they run. What they do comes later then, so this never takes the service down. */
@Component
class AutomationsHealthIndicator extends AbstractHealthIndicator {
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Backlogs backlogs;

    AutomationsHealthIndicator(Backlogs backlogs) {
        super("How far automations are can't be looked up");
        this.backlogs = backlogs;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.unknown();
        backlogs.waiting().ifPresent(waiting -> {
            health.up();
            waiting.automations().forEach((name, lag) -> health.withDetail(name, said(lag)));
            health.withDetail("planTimers", waiting.timers().compareTo(LATE) > 0 ? "late by " + waiting.timers() : "in time");
        });
    }

    private static String said(Backlogs.Lag lag) {
        return lag.time().compareTo(LATE) > 0
                ? "late: %d events behind, the oldest %s old".formatted(lag.events(), lag.time())
                : "in time";
    }
}
