package studio.dictation.query.audit;

import java.util.UUID;

/** Knows when Redis shows an event. */
@FunctionalInterface
public interface Arrival {
    /** Waits a moment for it, if it isn't shown yet. */
    void await(Object event, UUID eventId);
}
