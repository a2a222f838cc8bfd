package studio.dictation.app.config;

import java.util.List;
import studio.dictation.eventstore.StoredEvent;
import studio.dictation.query.engine.EngineObserver;

/** Several that are told the same of the engine, one after the other. */
record Observers(List<EngineObserver> all) implements EngineObserver {
    static EngineObserver of(List<EngineObserver> all) {
        return all.size() == 1 ? all.getFirst() : new Observers(all);
    }

    @Override
    public void batchWritten(String projection, int segment, List<StoredEvent> events, long readNanos, long writeNanos) {
        all.forEach(one -> one.batchWritten(projection, segment, events, readNanos, writeNanos));
    }

    @Override
    public void parked(String projection, String event) {
        all.forEach(one -> one.parked(projection, event));
    }

    @Override
    public void flipped(String projection) {
        all.forEach(one -> one.flipped(projection));
    }

    @Override
    public void segmentLost(String projection) {
        all.forEach(one -> one.segmentLost(projection));
    }
}
