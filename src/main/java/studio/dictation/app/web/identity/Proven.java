package studio.dictation.app.web.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.identity.PasswordVerifier;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.Credentials;

/**
 * An account whose holder has proven to be it.
 *
 * @param accountId  the account
 * @param password   the verifier of its password, as it was when the proof was checked; null for none
 * @param generation of the tokens to be issued for the proof
 * @param family     of the tokens to be issued for the proof; null for a new one
 * @param opened     what reads will show of the account if the proof has opened it just now; else null
 */
record Proven(
        UUID accountId,
        @Nullable PasswordVerifier password,
        int generation,
        @Nullable String family,
        @Nullable AccountView opened) {
    /** An account that the proof has changed nothing of. */
    static Proven asItIs(Credentials credentials) {
        return new Proven(credentials.accountId(), credentials.password(), credentials.tokenGeneration(), null, null);
    }

    /** An account that the proof has opened. */
    static Proven opened(AccountView account) {
        return new Proven(account.accountId(), null, 0, null, account);
    }
}
