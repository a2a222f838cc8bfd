package studio.dictation.app.youtube;

import java.time.Duration;

/**
 * When something has to be over.
 *
 * @param nanos by the clock of {@link System#nanoTime}
 */
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** The time left, zero when it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** The time left, but not more than that. */
    Duration left(Duration atMost) {
        var left = left();
        return left.compareTo(atMost) < 0 ? left : atMost;
    }

    boolean isOver() {
        return left().isZero();
    }
}
