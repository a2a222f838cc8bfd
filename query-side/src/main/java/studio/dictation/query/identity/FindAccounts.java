package studio.dictation.query.identity;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the next accounts in the order of registration; answered with {@link AccountsView}, or nothing when {@code after}
 * is nobody's e-mail.
 *
 * @param after e-mail of the account that they come after; null for the first ones
 * @param most  how many at most, ≥ 1; fewer come back where accounts hold much
 */
public record FindAccounts(@Nullable String after, int most) {}
