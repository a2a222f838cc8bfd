package studio.dictation.eventstore;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells readers in this process that events were committed. A hint and no more: it may come too often, and readers poll
 * besides. Subscribers run on the thread that committed, so they only wake somebody, and never throw.
 */
public final class AppendSignal {
    private final List<Consumer<Set<Class<?>>>> subscribers = new CopyOnWriteArrayList<>();

    /**
     * Tells every subscriber.
     *
     * @param kinds classes of the events, so that nobody looks for what can't be there; empty where they are not known
     */
    public void signal(Set<Class<?>> kinds) {
        subscribers.forEach(subscriber -> subscriber.accept(kinds));
    }

    /**
     * Has the subscriber told at every signal: the classes of the events, none where they are not known.
     *
     * @return ends the subscription
     */
    public Runnable subscribe(Consumer<Set<Class<?>>> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }
}
