package studio.dictation.query.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
    private final Projection projection;
    private final RedisDatabases databases;
    private final EventReader reader;
    private volatile @Nullable Seen seen;

    Freshness(Projection projection, RedisDatabases databases, EventReader reader) {
        this.projection = projection;
        this.databases = databases;
        this.reader = reader;
    }

    private record Seen(String epoch, AtomicReferenceArray<Mark> marks) {}

    /** A position with its text, so that the usual case, nothing new, compares texts only. */
    private record Mark(String text, EventPosition position) {}

    @Override
    public int segments() {
        return segments(1);
    }

    /** How many segments fill the data, or something else while this node hasn't looked yet. */
    int segments(int unknown) {
        var present = seen;
        return present == null ? unknown : present.marks.length();
    }

    @Override
    public boolean check(List<Stand> stands) {
        for (var stand : stands) {
            if (stand.epoch() == null || stand.position() == null) {
                throw new ProjectionUnavailable(projection.name(), "has lost its data and is filled anew");
            }
        }
        var present = seen;
        var epoch = String.valueOf(stands.getFirst().epoch());
        if (present == null || !present.epoch.equals(epoch)) {
            begin(epoch);
            return false;
        }
        if (stands.size() != present.marks.length()) {
            return false;
        }
        for (int i = 0; i < stands.size(); i++) {
            see(present, i, stands.get(i));
        }
        return true;
    }

    private void see(Seen present, int segment, Stand stand) {
        var text = String.valueOf(stand.position());
        var mark = present.marks.get(segment);
        if (!present.epoch.equals(stand.epoch())) {
            throw new ProjectionUnavailable(projection.name(), "is being filled anew");
        }
        if (mark.text.equals(text)) {
            return;
        }
        var position = EventPosition.parse(text);
        if (position.compareTo(mark.position) < 0) {
            throw new ProjectionUnavailable(projection.name(), "is behind what was shown before");
        }
        // A lost race only means that a later look has already seen at least as much, or will.
        present.marks.compareAndSet(segment, mark, new Mark(text, position));
    }

    private synchronized void begin(String epoch) {
        var present = seen;
        if (present != null && present.epoch.equals(epoch)) {
            return;
        }
        var layout = Layout.read(databases, projection.name(), projection.database());
        if (layout == null || !layout.epoch().equals(epoch)) {
            throw new ProjectionUnavailable(projection.name(), "is being filled anew");
        }
        var head = reader.head();
        var marks = new AtomicReferenceArray<Mark>(layout.segments());
        for (int i = 0; i < layout.segments(); i++) {
            marks.set(i, new Mark(head.toString(), head));
        }
        seen = new Seen(epoch, marks);
    }
}
