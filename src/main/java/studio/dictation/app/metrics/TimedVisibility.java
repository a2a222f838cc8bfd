package studio.dictation.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import studio.dictation.app.web.Visibility;

/** Measures how long answers wait between the acceptance of their commands and the moment when reads show them. */
public final class TimedVisibility implements Visibility {
    private static final Duration[] STEPS = Steps.millis(2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000);

    private final Visibility visibility;
    private final Map<Result, Timer> timers = new EnumMap<>(Result.class);

    public TimedVisibility(Visibility visibility, MeterRegistry meters) {
        this.visibility = visibility;
        for (var result : Result.values()) {
            timers.put(result, Steps.timer("dictation.visible", STEPS)
                    .tag("outcome", result.name().toLowerCase(Locale.ROOT))
                    .register(meters));
        }
    }

    @Override
    public Result await(List<String> expectations, Duration atMost) {
        long began = System.nanoTime();
        var result = visibility.await(expectations, atMost);
        Objects.requireNonNull(timers.get(result)).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        return result;
    }
}
