package studio.dictation.app.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it was written.
 *
 * @param kind     what became of it
 * @param stream   the entry's stream; absent if a seal is meant
 * @param sequence the entry's number in its stream, from 0
 * @param eventId  the entry's id; absent if nothing is left that tells it
 * @param seal     number of the seal; absent if the entry is not sealed
 */
public record Finding(
        Kind kind, @Nullable String stream, @Nullable Long sequence, @Nullable UUID eventId, @Nullable Long seal) {

    /** What became of an entry or a seal. */
    public enum Kind {
        /** An entry is not what was written. */
        EDITED,
        /** An entry, or the list that tells, is not what was sealed together with it: it may be this one. */
        SUSPECT,
        /** An entry is what was written, but its stored hash is not. */
        REHASHED,
        /** An entry is gone, and its stream goes on behind it. */
        REMOVED,
        /** An entry is gone, and so is all behind it in its stream. */
        TRUNCATED,
        /** An entry stands in another place than it was written in. */
        REORDERED,
        /** An entry was put among those that had been sealed, or where no entry is. */
        INSERTED,
        /** A seal is gone. */
        REMOVED_SEAL,
        /** A seal does not follow upon the one before it, or is not the one that was noted outside of the database. */
        UNKNOWN_SEAL,
        /** A seal's signature does not prove it. */
        FORGED_SEAL,
        /** A seal, or the end of an export, is signed with a key that is not trusted. */
        UNKNOWN_KEY,
        /** A seal's list of entries is not what was sealed. */
        EDITED_LEAVES,
        /** A seal's root is not that of its entries. */
        FORGED_ROOT,
        /** A hash given from outside is that of no seal, or a line of the file of roots can't be understood. */
        UNKNOWN_ROOT,
        /** The last line of an export is not what was written. */
        FORGED_END;

        /** Lower case, words joined by hyphens. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
