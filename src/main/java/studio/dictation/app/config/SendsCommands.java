package studio.dictation.app.config;

import org.springframework.context.SmartLifecycle;

/**
 * Something that sends commands of its own accord. It runs while there is somebody to decide on them and what they write can be read:
 * it starts behind Axon, which hands commands to their aggregates from its own start on, and stops before.
 */
final class SendsCommands implements SmartLifecycle {
    // Axon's configuration has the phase three kibi before the last; requests are taken a kibi later.
    private static final int BEHIND_AXON = DEFAULT_PHASE - 3 * 1024 + 1;

    private final Runnable begin;
    private final Runnable end;
    private volatile boolean running;

    SendsCommands(Runnable begin, Runnable end) {
        this.begin = begin;
        this.end = end;
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
