package studio.dictation.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import studio.dictation.query.identity.AccountView;

/**
 * Who asks for further tokens, proven by a refresh token.
 *
 * @param account the account as it is now
 * @param token   what proved it
 */
public record Refresher(AccountView account, RefreshToken token) {
    private static final String ATTRIBUTE = Refresher.class.getName();

    /** Who asks by this request; nothing on routes that take no refresh token. */
    public static Optional<Refresher> of(HttpServletRequest request) {
        return Optional.ofNullable((Refresher) request.getAttribute(ATTRIBUTE));
    }

    void asks(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    @Override
    public String toString() {
        return "Refresher[%s]".formatted(account.accountId());
    }
}
