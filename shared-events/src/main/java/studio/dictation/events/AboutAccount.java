package studio.dictation.events;

import java.util.UUID;

/** An event in the history of one account. The event store indexes it by that account, projections keep its order. */
public interface AboutAccount {
    /** The account this is about. */
    UUID accountId();
}
