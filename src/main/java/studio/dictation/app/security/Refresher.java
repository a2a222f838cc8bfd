package studio.dictation.app.security;

import studio.dictation.query.identity.AccountView;

/**
 * Who asks for further tokens, proven by a refresh token.
 *
 * @param account the account as it is now
 * @param token   what proved it
 */
public record Refresher(AccountView account, RefreshToken token) {
    @Override
    public String toString() {
        return "Refresher[%s]".formatted(account.accountId());
    }
}
