package studio.dictation.query.progress;

/**
 * Asks for all dictations in which a learner has typed anything; answered with {@link DictationsView}, or nothing for an unknown
 * account.
 *
 * @param email trimmed and lower-cased
 */
public record GetDictations(String email) {}
