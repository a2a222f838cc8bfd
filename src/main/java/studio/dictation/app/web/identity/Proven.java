package studio.dictation.app.web.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.identity.PasswordVerifier;

/**
 * An account whose holder has proven to be it.
 *
 * @param accountId  the account
 * @param password   the verifier of its password, as it was when the proof was checked; null for none
 * @param generation of the tokens to be issued for the proof
 * @param family     of the tokens to be issued for the proof; null for a new one
 */
record Proven(UUID accountId, @Nullable PasswordVerifier password, int generation, @Nullable String family) {}
