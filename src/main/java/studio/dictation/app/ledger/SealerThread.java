package studio.dictation.app.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Lets the {@link Sealer} of this node work at an interval. What goes wrong is told once and tried again at the next. */
public final class SealerThread implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SealerThread.class);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Sealer sealer;
    private final Duration interval;
    private final boolean wanted;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean failing;

    /**
     * Prepares it.
     *
     * @param wanted whether this node is one that seals
     */
    public SealerThread(Sealer sealer, Duration interval, boolean wanted) {
        this.sealer = sealer;
        this.interval = interval;
        this.wanted = wanted;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().name("ledger-sealer").start(this::run);
    }

    /** Ends after the seal at hand; what is not sealed then is sealed at the next start. */
    @Override
    public void stop() {
        stopping.countDown();
        var running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(STOP);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public boolean isAutoStartup() {
        return wanted;
    }

    private void run() {
        try {
            while (!stopping.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                round();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try {
            sealer.run();
            if (failing) {
                LOG.info("The ledger is being sealed again");
                failing = false;
            }
        } catch (IOException | RuntimeException | Error failure) {
            // Also what is no exception, such as too little memory now: it may be gone at the next.
            if (!failing && stopping.getCount() > 0) {
                LOG.warn("The ledger can't be sealed, which is tried again and again: {}", failure.getClass().getName());
                failing = true;
            }
        }
    }
}
