package studio.dictation.query.identity;

/**
 * Asks for the account of an e-mail; answered with an {@link AccountView} or nothing.
 *
 * @param email trimmed and lower-cased
 */
public record GetAccount(String email) {}
