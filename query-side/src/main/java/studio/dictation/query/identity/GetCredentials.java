package studio.dictation.query.identity;

/**
 * Asks for what proves a password; answered with {@link Credentials} or nothing for an unknown account.
 *
 * @param email trimmed and lower-cased
 */
public record GetCredentials(String email) {}
