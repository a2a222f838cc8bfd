package studio.dictation.app.acts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something an administrator did.
 *
 * @param id      ascending with time
 * @param at      when it began
 * @param actor   address of the administrator; the account's id if it has none
 * @param act     what it was, such as {@code rebuild}
 * @param target  what it was done to: name of a projection, id of an account or of an event
 * @param reason  why, in the administrator's words
 * @param outcome {@code begun}, {@code done}, {@code refused} or {@code failed}
 * @param detail  what more there is to say of the outcome
 */
public record AdminAct(
        long id,
        Instant at,
        String actor,
        String act,
        String target,
        @Nullable String reason,
        String outcome,
        @Nullable String detail) {}
