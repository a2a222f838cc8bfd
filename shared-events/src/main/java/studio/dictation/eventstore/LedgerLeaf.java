package studio.dictation.eventstore;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the ledger without its content: enough to find it, or to name it once it is gone.
 *
 * @param position       where it stands among all events
 * @param streamId       its stream
 * @param streamSequence its number there, from 0
 * @param subject        account whose history it belongs to
 * @param hash           {@link LedgerHash} of it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by position and bytes, never as a whole
public record LedgerLeaf(EventPosition position, String streamId, long streamSequence, @Nullable UUID subject, byte[] hash) {
    /** What remains of an entry. */
    public static LedgerLeaf of(LedgerEntry entry) {
        var event = entry.event();
        return new LedgerLeaf(event.position(), event.streamId(), event.streamSequence(), event.subject(), entry.hash());
    }
}
