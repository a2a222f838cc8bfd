package studio.dictation.app.health;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;
import studio.dictation.app.ledger.Sealer;

/** How far the ledger is sealed. It can be used unsealed, so this never takes the service down. */
@Component
class LedgerHealthIndicator extends AbstractHealthIndicator {
    private final Sealer sealer;

    LedgerHealthIndicator(Sealer sealer) {
        super("How far the ledger is sealed can't be looked up");
        this.sealer = sealer;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up();
        sealer.oldestUnsealed().ifPresent(age -> health.withDetail("oldestUnsealedEntry", age.toString()));
    }
}
