package studio.dictation.app.security;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.session.IsRevoked;

/**
 * Knows who holds a token: whether it still counts, and whose it is. A token is taken back by its own id, with its family, or
 * with all of its account when that begins another generation.
 */
@Component
class TokenHolders {
    private static final String UNKNOWN = "User not found";

    private final Tokens tokens;
    private final Queries queries;

    TokenHolders(Tokens tokens, Queries queries) {
        this.tokens = tokens;
        this.queries = queries;
    }

    /**
     * Who calls with an access token.
     *
     * @throws RequestRefused 401 for a token that doesn't count, 404 for an account that doesn't exist
     */
    Caller caller(String text) {
        var token = tokens.access(text);
        var account = account(token.id(), token.family(), token.email(), token.generation())
                .orElseThrow(() -> RequestRefused.notFound(UNKNOWN));
        return new Caller(account, token);
    }

    /**
     * Who asks for further tokens with a refresh token.
     *
     * @throws RequestRefused 401 for a token that doesn't count, and for an account that doesn't exist
     */
    Refresher refresher(String text) {
        var token = tokens.refresh(text);
        var account = account(token.id(), token.family(), token.email(), token.generation())
                .orElseThrow(() -> RequestRefused.unauthenticated("unknown-account", UNKNOWN, UNKNOWN));
        return new Refresher(account, token);
    }

    private Optional<AccountView> account(String tokenId, @Nullable String family, String email, int generation) {
        if (queries.find(new IsRevoked(tokenId, family), Boolean.class).orElseThrow()) {
            throw revoked();
        }
        var account = queries.account(email);
        if (account.filter(known -> generation < known.tokenGeneration()).isPresent()) {
            throw revoked();
        }
        return account;
    }

    private static RequestRefused revoked() {
        return RequestRefused.unauthenticated("token-revoked", "Token has been revoked", "Token has been revoked");
    }
}
