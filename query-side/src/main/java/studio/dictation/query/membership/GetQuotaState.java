package studio.dictation.query.membership;

/**
 * Asks for a learner's quota as it is kept; answered with a {@link QuotaStateView}, or nothing for an unknown account.
 *
 * @param email trimmed and lower-cased
 */
public record GetQuotaState(String email) {}
