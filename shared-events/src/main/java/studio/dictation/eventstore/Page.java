package studio.dictation.eventstore;

import java.util.List;

/**
 * What one read of {@link EventReader} found.
 *
 * @param events              settled events in order, wanted or not
 * @param reachedHead         no settled event stood behind these
 * @param pendingAboveHorizon events are visible that can't be delivered yet because an older transaction is still open, or
 *                            that settled during this read: read again within milliseconds
 */
public record Page(List<StoredEvent> events, boolean reachedHead, boolean pendingAboveHorizon) {
}
