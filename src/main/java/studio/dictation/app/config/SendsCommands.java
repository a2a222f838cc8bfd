package studio.dictation.app.config;

import org.springframework.context.SmartLifecycle;
import studio.dictation.app.axonserver.AxonServerLink;

/**
 * Something that sends commands of its own accord. It runs while there is somebody to decide on them and what they write can be read:
 * it starts behind Axon, which hands commands to their aggregates from its own start on, and stops before.
 */
final class SendsCommands implements SmartLifecycle {
    // Requests are taken a kibi later.
    private static final int BEHIND_AXON = AxonServerLink.PHASE + 1;

    private final boolean wanted;
    private final Runnable begin;
    private final Runnable end;
    private volatile boolean running;

    /** Neither begins nor ends by itself where it isn't wanted. */
    SendsCommands(boolean wanted, Runnable begin, Runnable end) {
        this.wanted = wanted;
        this.begin = begin;
        this.end = end;
    }

    @Override
    public boolean isAutoStartup() {
        return wanted;
    }

    @Override
    public void start() {
        begin.run();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        end.run();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEHIND_AXON;
    }
}
