package studio.dictation.query.engine;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.EventReader;
import studio.dictation.query.redis.GuardedReads;
import studio.dictation.query.redis.GuardedReads.Stand;
import studio.dictation.query.redis.Layout;
import studio.dictation.query.redis.ProjectionUnavailable;
import studio.dictation.query.redis.RedisDatabases;

/**
 * Knows how far this node has seen a projection, so that no later read shows less. Data of a history that this node has not
 * seen yet, at start or after a loss, is shown only once it has reached what the event store holds at that moment.
 */
final class Freshness implements GuardedReads.Guard {
    private static final long DOUBT_AGAIN = TimeUnit.SECONDS.toNanos(1);

    private final Projection projection;
    private final RedisDatabases databases;
    private final EventReader reader;
    private volatile @Nullable Seen seen;
    private volatile long askedAt = System.nanoTime() - DOUBT_AGAIN;
    private long doubtedAt = System.nanoTime() - DOUBT_AGAIN;

    Freshness(Projection projection, RedisDatabases databases, EventReader reader) {
        this.projection = projection;
        this.databases = databases;
        this.reader = reader;
    }

    private record Seen(String epoch, AtomicReferenceArray<Mark> marks) {}

    /** A position with its text, so that the usual case, nothing new, compares texts only. */
    private record Mark(String text, EventPosition position) {}

    /** How many segments fill the data, or something else while this node hasn't looked yet. */
    int segments(int unknown) {
        var present = seen;
        return present == null ? unknown : present.marks.length();
    }

    /** What was seen is no measure any more: other nodes may have shown more than this one, and now there may be less. */
    void forget() {
        seen = null;
    }

    /** When something was read last, as {@link System#nanoTime} has it. */
    long askedAt() {
        return askedAt;
    }

    @Override
    public void asked() {
        askedAt = System.nanoTime();
    }

    @Override
    public GuardedReads.Look look() {
        var present = seen;
        if (present == null) {
            return new FirstLook();
        }
        var marks = new Mark[present.marks.length()];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = present.marks.get(i);
        }
        return new LaterLook(present, marks);
    }

    private void requireWhole(List<Stand> stands) {
        for (var stand : stands) {
            if (stand.epoch() == null || stand.position() == null) {
                throw new ProjectionUnavailable(projection.name(), "has lost its data and is filled anew");
            }
        }
    }

    /** An event store that was restored to an earlier state may never come to where this node has seen it. */
    private synchronized void doubt(EventPosition mark) {
        long now = System.nanoTime();
        if (now - doubtedAt < DOUBT_AGAIN) {
            return;
        }
        doubtedAt = now;
        if (!mark.equals(EventPosition.START) && !reader.contains(mark)) {
            seen = null;
        }
    }

    private synchronized void begin(String epoch) {
        var present = seen;
        if (present != null && present.epoch.equals(epoch)) {
            return;
        }
        var layout = Layout.read(databases, projection.name(), projection.database());
        if (layout == null || !layout.epoch().equals(epoch) || layout.version() < projection.layout()) {
            throw new ProjectionUnavailable(projection.name(), "is being filled anew");
        }
        if (layout.version() > projection.layout()) {
            throw new ProjectionUnavailable(projection.name(), "is laid out by a newer build");
        }
        var least = present != null && present.epoch.equals(layout.previous()) ? newest(present.marks) : head();
        var marks = new AtomicReferenceArray<Mark>(layout.segments());
        for (int i = 0; i < layout.segments(); i++) {
            marks.set(i, least);
        }
        seen = new Seen(epoch, marks);
    }

    private Mark head() {
        var head = reader.head();
        return new Mark(head.toString(), head);
    }

    /** Data that took the place of what this node has seen stood further in every segment when it did. */
    private static Mark newest(AtomicReferenceArray<Mark> marks) {
        return IntStream.range(0, marks.length())
                .mapToObj(marks::get)
                .max(Comparator.comparing(Mark::position))
                .orElseThrow();
    }

    private final class FirstLook implements GuardedReads.Look {
        @Override
        public int segments() {
            return 1;
        }

        @Override
        public boolean check(List<Stand> stands) {
            requireWhole(stands);
            begin(String.valueOf(stands.getFirst().epoch()));
            return false;
        }
    }

    private final class LaterLook implements GuardedReads.Look {
        private final Seen known;
        private final Mark[] before;

        LaterLook(Seen known, Mark[] before) {
            this.known = known;
            this.before = before;
        }

        @Override
        public int segments() {
            return before.length;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // what was forgotten meanwhile counts no more, even if the same has been seen since
        public boolean check(List<Stand> stands) {
            requireWhole(stands.subList(0, 1));
            var epoch = String.valueOf(stands.getFirst().epoch());
            if (seen != known || !known.epoch.equals(epoch)) {
                begin(epoch);
                return false;
            }
            // Another generation, of fewer segments, may have gone live amid this look.
            if (stands.stream().anyMatch(stand -> !epoch.equals(stand.epoch()) || stand.position() == null)) {
                return false;
            }
            for (int i = 0; i < before.length; i++) {
                see(i, String.valueOf(stands.get(i).position()));
            }
            return true;
        }

        private void see(int segment, String text) {
            var mark = before[segment];
            if (mark.text.equals(text)) {
                return;
            }
            var position = EventPosition.parse(text);
            if (position.compareTo(mark.position) < 0) {
                doubt(mark.position);
                throw new ProjectionUnavailable(projection.name(), "is behind what was shown before");
            }
            var reached = new Mark(text, position);
            known.marks.accumulateAndGet(
                    segment, reached, (one, other) -> one.position.compareTo(other.position) < 0 ? other : one);
        }
    }
}
