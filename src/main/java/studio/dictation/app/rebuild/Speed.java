package studio.dictation.app.rebuild;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast something has come on lately. */
final class Speed {
    private static final long WINDOW = Duration.ofSeconds(5).toNanos();

    private final Deque<Point> points = new ArrayDeque<>();

    private record Point(long at, long reached) {}

    /** Notes what is reached now. */
    void at(long reached) {
        long now = System.nanoTime();
        points.addLast(new Point(now, reached));
        while (points.size() > 2 && now - points.getFirst().at > WINDOW) {
            points.removeFirst();
        }
    }

    /** What was before doesn't count. */
    void forget() {
        points.clear();
    }

    /** What was come on by in a second, in the mean of some seconds; 0 when not known. */
    double perSecond() {
        if (points.size() < 2) {
            return 0;
        }
        long took = points.getLast().at - points.getFirst().at;
        long gained = points.getLast().reached - points.getFirst().reached;
        return took <= 0 ? 0 : Math.max(0, gained * 1e9 / took);
    }
}
