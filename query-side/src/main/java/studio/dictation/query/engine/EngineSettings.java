package studio.dictation.query.engine;

import java.time.Duration;

/**
 * How the engine works.
 *
 * @param node          name of this node, unique among all that share the stores
 * @param segments      segments of a segmented projection, 1 to 256; takes effect when the data is filled anew
 * @param batchEvents   most events in a batch
 * @param batchBytes    most bytes of payload in a batch
 * @param lapse         how long a claim lasts without a heartbeat
 * @param poll          how long an idle segment waits before it looks by itself
 */
public record EngineSettings(
        String node, int segments, int batchEvents, long batchBytes, Duration lapse, Duration poll) {
    /** The usual settings. */
    public static EngineSettings of(String node, int segments) {
        return new EngineSettings(
                node, segments, 2_000, 8L << 20, Duration.ofSeconds(4), Duration.ofMillis(500));
    }
}
