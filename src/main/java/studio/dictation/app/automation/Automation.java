package studio.dictation.app.automation;

import java.util.Set;

/**
 * Sends commands because of events. It is told of every event of its kinds, in the order of the event store, on one node at a time;
 * of some more than once: after a crash, or when something failed. So its commands have to be harmless the second time.
 */
public interface Automation {
    /** Tells it from the others for ever: its position is kept under this name. */
    String name();

    /** The events it acts upon. */
    Set<Class<?>> events();

    /**
     * Acts upon an event. Where that fails with an exception, it is told of the same event again, and of no later one before.
     *
     * @param event an event of its kinds
     * @param cause makes commands that say what caused them
     */
    void act(Object event, Cause cause);
}
