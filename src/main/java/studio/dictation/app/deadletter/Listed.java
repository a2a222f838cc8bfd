package studio.dictation.app.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.engine.Attempt;
import studio.dictation.query.engine.DeadLetter;
import studio.dictation.query.engine.DeadLetters;

/**
 * Some of the events that wait.
 *
 * @param deadLetters by segment and sequence, in each the oldest first
 * @param cursor      behind which there are more; null when there are none
 */
public record Listed(List<One> deadLetters, @Nullable String cursor) {
    /**
     * An event that waits.
     *
     * @param id         id of the event
     * @param sequence   what waits with it: the account's id, or what the event is about if it is of no account
     * @param segment    where it waits
     * @param event      what is stored; null if the event store doesn't hold it any more
     * @param error      class of what went wrong with it, or {@code gone} with the event; null if it only waits behind another
     * @param behind     whether it only waits behind another
     * @param ageSeconds since the event was recorded; null if that is gone
     */
    public record One(
            UUID id,
            String sequence,
            int segment,
            @Nullable Event event,
            @Nullable String error,
            boolean behind,
            @Nullable Long ageSeconds) {
        static One of(DeadLetter letter, Instant now) {
            var stored = letter.event();
            var id = letter.position().eventId();
            return stored == null
                    ? new One(id, letter.sequence(), letter.segment(), null, Attempt.GONE, letter.error() == null, null)
                    : new One(id, letter.sequence(), letter.segment(),
                            new Event(stored.name(), stored.revision(), stored.streamId(), stored.streamSequence(), stored.occurredAt().toString()),
                            letter.error(), letter.error() == null, Duration.between(stored.occurredAt(), now).toSeconds());
        }
    }

    /**
     * What is stored of an event, without its content.
     *
     * @param name           stored name
     * @param revision       stored revision
     * @param stream         the stream it is in
     * @param streamSequence its number there, from 0
     * @param recordedAt     when it was decided
     */
    public record Event(String name, int revision, String stream, long streamSequence, String recordedAt) {}

    static Listed of(DeadLetters.Page page, Instant now) {
        return new Listed(page.letters().stream().map(letter -> One.of(letter, now)).toList(), page.next());
    }
}
