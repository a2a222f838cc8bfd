package studio.dictation.query.engine;

import org.jspecify.annotations.Nullable;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.StoredEvent;

/**
 * An event that a projection has set aside.
 *
 * @param segment  where it waits
 * @param sequence the parked sequence: the account's id, or what the event is about if it is of no account
 * @param position where it stands in the event store
 * @param error    class of what went wrong with it; null while it only waits behind another
 * @param event    what is stored of it, without its content; null if the event store doesn't hold it any more
 */
public record DeadLetter(
        int segment, String sequence, EventPosition position, @Nullable String error, @Nullable StoredEvent event) {}
