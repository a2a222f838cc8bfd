package studio.dictation.query.engine;

import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;
import studio.dictation.query.redis.RedisDatabases;

/**
 * What every segment works with.
 *
 * @param observer     told what is done to live projections
 * @param segmentsSeen told how many segments fill a projection, whenever one is looked at
 */
record Parts(
        EngineSettings settings,
        RedisDatabases databases,
        EventReader reader,
        EventDecoder decoder,
        EventNames names,
        Clock clock,
        EngineObserver observer,
        ObjIntConsumer<Projection> segmentsSeen) {
    /** How many segments a projection gets when it is filled anew. */
    int segmentsOf(Projection projection) {
        return projection.segmented() ? settings.segments() : 1;
    }

    Set<String> namesOf(Collection<Class<?>> events) {
        return events.stream().map(event -> names.of(event).name()).collect(Collectors.toUnmodifiableSet());
    }
}
