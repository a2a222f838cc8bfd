package studio.dictation.app.web.projection;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import studio.dictation.app.rebuild.Overview;
import studio.dictation.app.rebuild.ProjectionView;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.app.web.Streamed;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells whoever listens how projections are doing, as server-sent events. All listeners of a node share one look a second, which is
 * only taken while there are any.
 */
@Component
class ProjectionStreams implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionStreams.class);
    private static final int MOST = 20;
    private static final int AGAIN_SECONDS = 5;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final String COMMENT = ": still here\n\n";

    private final ObjectProvider<Overview> overview;
    private final JsonMapper json;
    private final Clock clock;
    private final Semaphore places = new Semaphore(MOST);
    private final Object news = new Object();
    private int listeners;
    private long number;
    private String event = "";
    private List<ProjectionView> seen = List.of();
    private boolean looking;
    private boolean running;

    ProjectionStreams(ObjectProvider<Overview> overview, JsonMapper webJson, Clock clock) {
        this.overview = overview;
        this.json = webJson;
        this.clock = clock;
    }

    /** A stream that ends at an instant at the latest; refused when there are enough. */
    Streamed open(Instant end) {
        if (!places.tryAcquire()) {
            throw RequestRefused.unavailable("Too many streams are open", AGAIN_SECONDS);
        }
        return body -> {
            try {
                tell(body, end);
            } catch (IOException gone) {
                // Whoever listens goes when they like.
                LOG.debug("A listener is gone: {}", gone.toString());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                places.release();
            }
        };
    }

    private void tell(OutputStream body, Instant end) throws IOException, InterruptedException {
        long told = listens(1);
        try {
            while (clock.instant().isBefore(end)) {
                var next = next(told, end);
                if (next == null) {
                    return;
                }
                told = next.number();
                body.write(next.text().getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        } finally {
            listens(-1);
        }
    }

    private record Next(long number, String text) {}

    /** What is to be told next; null when it is over. */
    private @Nullable Next next(long told, Instant end) throws InterruptedException {
        var left = Duration.between(clock.instant(), end);
        long until = System.nanoTime() + (left.compareTo(SILENCE) < 0 ? left : SILENCE).toNanos();
        synchronized (news) {
            while (running && number <= told) {
                long nanos = until - System.nanoTime();
                if (nanos <= 0) {
                    return new Next(told, COMMENT);
                }
                news.wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
            }
            return running ? new Next(number, event) : null;
        }
    }

    /** Answers what counts as told to somebody new: what was seen while nobody listened is old. */
    private long listens(int more) {
        synchronized (news) {
            listeners += more;
            if (listeners > 0 && !looking && running) {
                looking = true;
                Thread.ofVirtual().name("projection-streams").start(this::look);
            }
            return event.isEmpty() ? number : number - 1;
        }
    }

    private void look() {
        boolean goOn = true;
        while (goOn) {
            try {
                var view = overview.getObject().all();
                synchronized (news) {
                    if (event.isEmpty() || !view.projections().equals(seen)) {
                        seen = view.projections();
                        event = "event: projections\ndata: " + json.writeValueAsString(view) + "\n\n";
                        number++;
                        news.notifyAll();
                    }
                }
            } catch (RuntimeException outOfReach) {
                LOG.info("Those who listen to projections hear nothing new: {}", outOfReach.toString());
            }
            synchronized (news) {
                try {
                    news.wait(LOOK.toMillis());
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    running = false;
                }
                looking = running && listeners > 0;
                goOn = looking;
                event = looking ? event : "";
            }
        }
    }

    @Override
    public void start() {
        synchronized (news) {
            running = true;
        }
    }

    /** Streams end before requests are waited for. */
    @Override
    public void stop() {
        synchronized (news) {
            running = false;
            news.notifyAll();
        }
    }

    @Override
    public boolean isRunning() {
        synchronized (news) {
            return running;
        }
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
