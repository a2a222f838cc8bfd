package studio.dictation.query.engine;

import java.time.Instant;

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
     * @param events           how many events it applied or parked, ≥ 1
     * @param bytes            of their payloads together
     * @param readNanos        how long reading them took
     * @param writeNanos       how long it took from reading what they change to the end of the transaction
     * @param oldestOccurredAt when the first of them was decided
     */
    default void batchWritten(
            String projection, int segment, int events, long bytes, long readNanos, long writeNanos, Instant oldestOccurredAt) {}

    /** An event was parked as a dead letter; its logical name. */
    default void parked(String projection, String event) {}

    /** A rebuilt or kept generation went live, as this node did it. */
    default void flipped(String projection) {}

    /** This node held a segment and lost it to another one, to an operator's act or with the data. */
    default void segmentLost(String projection) {}
}
