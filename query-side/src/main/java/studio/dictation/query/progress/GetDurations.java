package studio.dictation.query.progress;

/**
 * Asks how long a learner studied; answered with {@link DurationsView}, or nothing for an unknown account.
 *
 * @param email trimmed and lower-cased
 */
public record GetDurations(String email) {}
