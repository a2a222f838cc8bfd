package studio.dictation.query.audit;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventType;
import studio.dictation.eventstore.LedgerEntry;
import studio.dictation.eventstore.LedgerHash;

/** What entries of the ledger may be asked for by: the types of its streams, and the names of events. */
public final class EntryTypes {
    private static final Set<String> ALL = Stream.concat(
                    LedgerHash.STREAM_TYPES.stream(),
                    EventNames.published().all().stream().map(EventType::name))
            .collect(Collectors.toUnmodifiableSet());

    private EntryTypes() {}

    /** Whether there can be entries of that type or name. */
    public static boolean isKnown(String type) {
        return ALL.contains(type);
    }

    static boolean matches(Set<String> types, LedgerEntry entry) {
        return types.isEmpty() || types.contains(entry.event().streamType()) || types.contains(entry.event().name());
    }
}
