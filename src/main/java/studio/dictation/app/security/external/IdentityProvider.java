package studio.dictation.app.security.external;

import java.util.Optional;

/** Somebody outside whose tokens prove an e-mail address. */
interface IdentityProvider {
    /** Whether a token of that issuer and algorithm, neither of them proven, could be one of this provider. */
    boolean mayHaveIssued(String issuer, String algorithm);

    /**
     * Whom the token proves; nothing if it is forged, out of time, for somebody else, or proves no address.
     *
     * @throws studio.dictation.app.web.RequestRefused 503 if that can't be found out now
     */
    Optional<ProvenIdentity> prove(String token);
}
