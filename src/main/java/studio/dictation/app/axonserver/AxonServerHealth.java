package studio.dictation.app.axonserver;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether Axon Server can be reached. Without it no commands are carried out, and reads go on. */
public final class AxonServerHealth extends AbstractHealthIndicator {
    private final AxonServerLink link;

    public AxonServerHealth(AxonServerLink link) {
        super("Whether Axon Server can be reached is not known");
        this.link = link;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.status(link.isConnected() ? "UP" : "DOWN");
    }
}
