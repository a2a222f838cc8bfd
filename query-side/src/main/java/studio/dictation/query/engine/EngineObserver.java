package studio.dictation.query.engine;

import java.util.List;
import studio.dictation.eventstore.StoredEvent;

/**
 * Is told what the engine does to live projections, on the thread that does it: must return at once and throw nothing. By default
 * nobody listens.
 */
public interface EngineObserver {
    /** Listens to nothing. */
    EngineObserver NONE = new EngineObserver() {};

    /**
     * A batch was written.
     *
     * @param events     what it applied or parked, with content, in order; at least one
     * @param readNanos  how long reading them took
     * @param writeNanos how long it took from reading what they change to the end of the transaction
     */
    default void batchWritten(String projection, int segment, List<StoredEvent> events, long readNanos, long writeNanos) {}

    /** An event was parked as a dead letter; its logical name. */
    default void parked(String projection, String event) {}

    /** A rebuilt or kept generation went live, as this node did it. */
    default void flipped(String projection) {}

    /** This node held a segment and lost it to another one, to an operator's act or with the data. */
    default void segmentLost(String projection) {}
}
