package studio.dictation.app.security;

import java.util.UUID;
import studio.dictation.query.identity.AccountView;

/**
 * Who is calling, proven by a token. A controller's parameter of this type is the caller; {@code Optional} of it on routes
 * that are {@link Public}.
 *
 * @param account the account as it is now
 * @param token   what proved it
 */
public record Caller(AccountView account, AccessToken token) {
    /** The caller's account. */
    public UUID accountId() {
        return account.accountId();
    }

    /** The caller's address; trimmed and lower-cased. */
    public String email() {
        return account.email();
    }

    /** Whether private content exists for the caller, and routes that are {@link AdminOnly}. */
    public boolean isAdmin() {
        return account.isAdmin();
    }

    @Override
    public String toString() {
        return "Caller[%s]".formatted(accountId());
    }
}
