package studio.dictation.query.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.Segments;
import studio.dictation.eventstore.StoredEvent;
import studio.dictation.query.redis.GuardedReads;
import studio.dictation.query.redis.PendingChanges;
import studio.dictation.query.redis.ProjectionUnavailable;

import static java.util.Objects.requireNonNull;

/** Where events are going to show, and whether they have arrived there. */
final class Destinations {
    private static final Logger log = LoggerFactory.getLogger(Destinations.class);

    private final Map<String, Destination> destinations;
    private final Parts parts;
    private final Arrivals arrivals;
    private final Map<Class<?>, List<Destination>> destinationsOf = new HashMap<>();
    private final Map<String, Integer> segmentsSeen = new ConcurrentHashMap<>();

    /**
     * @param destinations the projections by their names
     * @param arrivals     where callers wait for their events
     */
    Destinations(Map<String, Destination> destinations, Parts parts, Arrivals arrivals) {
        this.destinations = destinations;
        this.parts = parts;
        this.arrivals = arrivals;
        for (var destination : destinations.values()) {
            new HandlerTable(destination.projection.handlers().apply(new PendingChanges(parts.clock())))
                    .events()
                    .forEach(event -> destinationsOf.computeIfAbsent(event, none -> new ArrayList<>()).add(destination));
        }
    }

    /** A projection, and how this node reads it. */
    record Destination(Projection projection, GuardedReads reads, Freshness freshness) {}

    /** One entry per segment that will apply the event. */
    List<Expected> of(Object event, UUID eventId) {
        var subject = parts.names().of(event.getClass()).subjectOf(event);
        return destinationsOf.getOrDefault(event.getClass(), List.of()).stream()
                .flatMap(destination -> expected(destination, subject, eventId).stream())
                .toList();
    }

    /** Where something about an account is going to show in a projection. */
    List<Expected> about(UUID account, String projection, UUID eventId) {
        return expected(destination(projection), account, eventId);
    }

    /** So many segments fill a projection. */
    void filledBy(Projection projection, int segments) {
        segmentsSeen.put(projection.name(), segments);
    }

    /** After a subscription was lost its announcements are, too: one look at the positions tells what has arrived. */
    void lookForArrivals() {
        var waitedFor = arrivals.waitedFor();
        if (waitedFor.isEmpty()) {
            return;
        }
        try {
            Map<UUID, StoredEvent> events = new HashMap<>();
            parts.reader()
                    .byIds(waitedFor.stream().map(Expected::event).toList())
                    .forEach(event -> events.put(event.eventId(), event));
            for (var expected : waitedFor) {
                var event = events.get(expected.event());
                var destination = destination(expected.projection());
                var stands = destination.reads.stands();
                if (event != null && appliers(expected, event, stands.size()).allMatch(segment -> reached(stands.get(segment), event))) {
                    arrivals.found(expected, isParked(destination, expected, event, stands.size())
                            ? Arrivals.Result.PARKED
                            : Arrivals.Result.VISIBLE);
                }
            }
        } catch (ProjectionUnavailable | EventStoreException e) {
            log.info("Callers go on waiting for their events: {}", e.toString());
        }
    }

    private List<Expected> expected(Destination destination, @Nullable UUID subject, UUID eventId) {
        var projection = destination.projection;
        var seen = segmentsSeen.get(projection.name());
        int count = seen == null ? destination.freshness.segments(parts.segmentsOf(projection)) : seen;
        // Another number of segments may be live by then, but an account is in one of them.
        var segments = subject == null ? IntStream.range(0, count) : IntStream.of(Expected.ONE);
        return segments.mapToObj(segment -> new Expected(projection.name(), segment, eventId)).toList();
    }

    /** The segments in which an event shows: all of them for one that was expected in a segment that is no more. */
    private static IntStream appliers(Expected expected, StoredEvent event, int count) {
        var subject = event.subject();
        if (expected.segment() == Expected.ONE && subject != null) {
            return IntStream.of(Segments.of(subject, count));
        }
        return expected.segment() >= 0 && expected.segment() < count
                ? IntStream.of(expected.segment())
                : IntStream.range(0, count);
    }

    private static boolean reached(GuardedReads.Stand stand, StoredEvent event) {
        return EventPosition.parse(String.valueOf(stand.position())).compareTo(event.position()) >= 0;
    }

    private static boolean isParked(Destination destination, Expected expected, StoredEvent event, int count) {
        var sequence = destination.projection.sequenceOf(event);
        return appliers(expected, event, count)
                .anyMatch(segment -> destination.reads.letters(segment, sequence).contains(event.position().toString()));
    }

    private Destination destination(String projection) {
        return requireNonNull(destinations.get(projection), projection);
    }
}
