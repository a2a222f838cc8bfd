package studio.dictation.app.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import studio.dictation.app.settings.NodeRole;
import studio.dictation.app.settings.Settings;

/**
 * Who is let in. A node that only works answers nobody but those who ask how it is. When the service ends, the requests under way are
 * finished first, for as long as a phase of the end may take, and those that come later are told to ask another node; everything else
 * ends behind them.
 */
@Component
class Door implements SmartLifecycle {
    private static final Pattern HOW_IT_IS = Pattern.compile("/actuator/(?:health(?:/.*)?|prometheus)");
    private static final int SOON_SECONDS = 1;

    private final NodeRole role;
    private int underWay;
    private @Nullable Runnable whenEmpty;
    private volatile boolean running;

    Door(Settings settings) {
        this.role = settings.role();
    }

    /**
     * Lets a request in.
     *
     * @param path where it leads
     * @return to be run when it is over
     * @throws RequestRefused 404 if this node doesn't answer such requests, 503 if it answers no more
     */
    Runnable enter(String path) {
        if (HOW_IT_IS.matcher(path).matches()) {
            return () -> {};
        }
        if (!role.answers()) {
            throw RequestRefused.notFound("Not Found");
        }
        synchronized (this) {
            if (whenEmpty != null) {
                throw RequestRefused.leaving("This node is being stopped, please try again", SOON_SECONDS);
            }
            underWay++;
        }
        return this::leave;
    }

    private synchronized void leave() {
        underWay--;
        if (underWay == 0 && whenEmpty != null) {
            whenEmpty.run();
        }
    }

    @Override
    public synchronized void stop(Runnable callback) {
        running = false;
        whenEmpty = callback;
        if (underWay == 0) {
            callback.run();
        }
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public synchronized void start() {
        whenEmpty = null;
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The first to stop: whatever answers requests stops behind. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
