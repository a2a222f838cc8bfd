package studio.dictation.app.health;

import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;
import studio.dictation.app.ledger.Sealer;

/** How far the ledger is sealed. It can be used unsealed, so this never takes the service down. */
@Component
class LedgerHealthIndicator extends AbstractHealthIndicator {
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Sealer sealer;

    LedgerHealthIndicator(Sealer sealer) {
        super("How far the ledger is sealed can't be looked up");
        this.sealer = sealer;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up();
        var oldest = sealer.oldestUnsealed();
        oldest.ifPresent(age -> health.withDetail("oldestUnsealedEntry", age.toString()));
        boolean late = oldest.filter(age -> age.compareTo(LATE) > 0).isPresent();
        health.withDetail("sealing", sealer.isRefusing() ? "refused: verify the ledger" : late ? "late" : "in time");
    }
}
