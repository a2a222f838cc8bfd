package studio.dictation.app.ledger;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The public keys whose signatures are believed: the one that seals now, and those that did before. */
public final class TrustedKeys {
    private final Map<String, PublicKey> keys;

    public TrustedKeys(Collection<PublicKey> keys) {
        this.keys = keys.stream().collect(Collectors.toUnmodifiableMap(
                key -> HexFormat.of().formatHex(fingerprint(key)), Function.identity(), (key, same) -> key));
    }

    /** Whether the key with this fingerprint is one of them. */
    boolean contain(byte[] fingerprint) {
        return keys.containsKey(HexFormat.of().formatHex(fingerprint));
    }

    /** Whether the key with this fingerprint is one of them and has signed these bytes. */
    boolean prove(byte[] fingerprint, byte[] signed, byte[] signature) {
        var key = keys.get(HexFormat.of().formatHex(fingerprint));
        if (key == null) {
            return false;
        }
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (SignatureException notEvenASignature) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has Ed25519", e);
        }
    }

    static byte[] fingerprint(PublicKey key) {
        return Sha256.of(key.getEncoded());
    }

    static byte[] sign(KeyPair pair, byte[] bytes) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(bytes);
            return signer.sign();
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("No key of Ed25519", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has Ed25519", e);
        }
    }
}
