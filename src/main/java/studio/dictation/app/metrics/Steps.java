package studio.dictation.app.metrics;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** Timers whose histograms have few steps, so that each of their series costs little. */
final class Steps {
    private Steps() {}

    static Duration[] millis(long... steps) {
        return LongStream.of(steps).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    static Timer.Builder timer(String name, Duration... steps) {
        return Timer.builder(name).serviceLevelObjectives(steps);
    }
}
