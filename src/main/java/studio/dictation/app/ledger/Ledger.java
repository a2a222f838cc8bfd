package studio.dictation.app.ledger;

import java.security.PublicKey;
import java.util.List;
import java.util.UUID;
import studio.dictation.app.settings.Ed25519;

/** What administrators may ask of the ledger. */
public final class Ledger {
    private final LedgerVerifier verifier;
    private final Keys keys;

    public Ledger(LedgerVerifier verifier, PublicKey key, List<PublicKey> retired) {
        this.verifier = verifier;
        this.keys = new Keys(Ed25519.pem(key), retired.stream().map(Ed25519::pem).toList());
    }

    /**
     * The keys that prove the signatures, as PEM.
     *
     * @param publicKey   of the one that seals
     * @param retiredKeys of those that did before
     */
    public record Keys(String publicKey, List<String> retiredKeys) {}

    /** Looks at every entry and every seal. */
    public Verification verify() {
        return verifier.verify(null);
    }

    /** Looks at the entries of one account, and at every seal. */
    public Verification verify(UUID account) {
        return verifier.verify(account);
    }

    /** The keys that prove the signatures. */
    public Keys keys() {
        return keys;
    }
}
