package studio.dictation.query.audit;

import studio.dictation.eventstore.LedgerEntry;

/**
 * An event that made something so.
 *
 * @param position   where it stands among all events
 * @param name       stored name
 * @param recordedAt when it was decided and stored
 */
public record CauseView(String position, String name, String recordedAt) {
    static CauseView of(LedgerEntry entry) {
        return new CauseView(
                entry.position().toString(), entry.event().name(), Times.text(entry.event().occurredAt()));
    }
}
