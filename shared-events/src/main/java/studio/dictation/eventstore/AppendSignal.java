package studio.dictation.eventstore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells readers in this process that events were committed. A hint and no more: it may come too often, and readers poll
 * besides. Subscribers run on the thread that committed, so they only wake somebody, and never throw.
 */
public final class AppendSignal {
    private final List<Runnable> subscribers = new CopyOnWriteArrayList<>();

    /** Wakes every subscriber. */
    public void signal() {
        subscribers.forEach(Runnable::run);
    }

    /**
     * Has the subscriber run at every signal.
     *
     * @return ends the subscription
     */
    public Runnable subscribe(Runnable subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }
}
