package studio.dictation.query.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.FollowUps;
import studio.dictation.eventstore.StoredEvent;
import studio.dictation.query.redis.Names;
import studio.dictation.query.redis.PendingChanges;

/**
 * Some events on their way into a projection: handed to the handlers, their changes collected. An event that fails parks its
 * sequence, with everything of that sequence behind it; the others go on.
 */
final class Batch {
    private static final Logger log = LoggerFactory.getLogger(Batch.class);

    private final Projection projection;
    private final List<StoredEvent> events;
    private final PendingChanges changes;
    private final Letters letters;
    private final Set<String> retried;
    private final Set<Integer> out = new HashSet<>();
    private final Map<Integer, UUID> followUps = new HashMap<>();
    private final Map<Integer, String> errors = new HashMap<>();

    /**
     * @param letters what is parked; changed while the batch is worked on
     * @param retried sequences whose letters these events are: they are tried although they are parked
     */
    Batch(
            Projection projection,
            List<StoredEvent> events,
            PendingChanges changes,
            Letters letters,
            Set<String> retried) {
        this.projection = projection;
        this.events = events;
        this.changes = changes;
        this.letters = letters;
        this.retried = retried;
    }

    /** Calls the handlers of every wanted event. */
    void collect(HandlerTable handlers, EventDecoder decoder) {
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            if (!event.wanted() || out.contains(i)) {
                continue;
            }
            var sequence = projection.sequenceOf(event);
            if (letters.isParked(sequence) && !retried.contains(sequence)) {
                park(i, Letters.Letter.BEHIND);
                continue;
            }
            changes.event(i);
            try {
                for (var message : decoder.decode(event)) {
                    var cause = FollowUps.named(message.getMetaData());
                    if (cause.isPresent()) {
                        followUps.put(i, cause.get());
                    }
                    handlers.handle(message.getPayload());
                }
            } catch (RuntimeException e) {
                fail(i, e);
            }
        }
    }

    /** Applies the changes to what was read for them. */
    void apply(Names names) {
        changes.forEachNameless(names, i -> {
            if (!out.contains(i)) {
                fail(i, new IllegalStateException("The account is not registered"));
            }
        });
        changes.apply(names, out::contains, this::fail);
    }

    /** How many events went in before the first one that did not. */
    int applied() {
        return out.stream().mapToInt(Integer::intValue).min().orElse(events.size());
    }

    /** Class of what went wrong with the first one that did not go in; null if all did. */
    @Nullable String error() {
        return errors.get(applied());
    }

    /** The names of the events that were parked. */
    List<String> parked() {
        return out.stream().map(index -> events.get(index).name()).toList();
    }

    Announcement announcement(int segment) {
        List<UUID> applied = new ArrayList<>();
        List<UUID> parked = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).wanted()) {
                var outcome = out.contains(i) ? parked : applied;
                outcome.add(events.get(i).eventId());
                Optional.ofNullable(followUps.get(i)).ifPresent(outcome::add);
            }
        }
        return new Announcement(projection.name(), segment, applied, parked);
    }

    /** Parks the event, and the later ones of its sequence: none of them may overtake it. */
    private void fail(int index, RuntimeException cause) {
        var event = events.get(index);
        var sequence = projection.sequenceOf(event);
        // The message of the exception may quote personal data; class and event are enough to find it.
        if (!retried.contains(sequence)) {
            log.error(
                    "Projection {} parked sequence {} at event {} ({}): {}",
                    projection.name(),
                    sequence,
                    event.eventId(),
                    event.name(),
                    cause.getClass().getName());
        }
        errors.put(index, cause.getClass().getName());
        park(index, cause.getClass().getName());
        for (int later = index + 1; later < events.size(); later++) {
            var behind = events.get(later);
            if (behind.wanted() && !out.contains(later) && sequence.equals(projection.sequenceOf(behind))) {
                park(later, Letters.Letter.BEHIND);
            }
        }
    }

    private void park(int index, String reason) {
        if (out.add(index)) {
            var event = events.get(index);
            var sequence = projection.sequenceOf(event);
            if (!retried.contains(sequence)) {
                letters.park(sequence, event.position(), reason);
            }
        }
    }
}
