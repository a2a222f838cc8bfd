package studio.dictation.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the ledger, as stored.
 *
 * @param event        with payload and metadata
 * @param hash         what is stored as its hash
 * @param previousHash what is stored as the hash of the entry before it in its stream; 32 zero bytes for the first; absent if that entry
 *                     is missing
 */
@SuppressWarnings("ArrayRecordComponent") // rows are handed on, never compared
public record LedgerEntry(StoredEvent event, byte[] hash, byte @Nullable [] previousHash) {
    /** Where it stands among all events. */
    public EventPosition position() {
        return event.position();
    }
}
