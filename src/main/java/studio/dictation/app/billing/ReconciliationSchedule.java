package studio.dictation.app.billing;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import studio.dictation.app.settings.Settings;
import studio.dictation.command.billing.PaymentGateway;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;

/** Reconciles now and then, on whichever node looks first; each looks more often than it is due. */
@Component
public final class ReconciliationSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReconciliationSchedule.class);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Reconciliation reconciliation;
    private final boolean wanted;
    private final Duration interval;
    private @Nullable ScheduledExecutorService looking;

    ReconciliationSchedule(Reconciliation reconciliation, PaymentGateway provider, Settings settings) {
        this.reconciliation = reconciliation;
        this.interval = settings.stripe().reconcileEvery();
        this.wanted = provider.isConfigured() && !interval.isZero();
    }

    /** Looks from now on. */
    @SuppressWarnings("FutureReturnValueIgnored") // a look says itself how it failed
    public void start() {
        var started = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("reconciliation").factory());
        looking = started;
        if (wanted) {
            started.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            reconciliation.unlessSince(interval).ifPresent(report -> LOG.info(
                    "Reconciled: {} events listed, {} of them missed, {} subscriptions compared, {} differences, {} not compared",
                    report.listed(), report.missed(), report.compared(), report.differences(), report.failed()));
        } catch (PaymentRefused | PaymentUnavailable failed) {
            LOG.warn("Not reconciled: {}", failed.getMessage());
        } catch (RuntimeException failed) {
            // The next look is made in any case.
            LOG.error("Not reconciled", failed);
        }
    }

    /** What is under way goes on from where it is the next time. */
    @Override
    public void close() {
        var ending = looking;
        looking = null;
        if (ending != null) {
            ending.shutdownNow();
            try {
                ending.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
