package studio.dictation.query.audit;

/**
 * Asks whose an address is, of the truth and not of a projection; answered with an {@link OwnerView} or nothing.
 *
 * @param email trimmed and lower-cased
 */
public record FindOwner(String email) {}
