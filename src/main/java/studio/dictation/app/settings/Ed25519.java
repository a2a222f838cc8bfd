package studio.dictation.app.settings;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Keys of Ed25519 as PEM: PKCS#8 for private ones, X.509 for public ones. */
public final class Ed25519 {
    private static final Pattern PEM = Pattern.compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----([^-]*)-----END \\1 KEY-----");
    private static final String ALGORITHM = "Ed25519";

    private Ed25519() {}

    /** A new pair. */
    public static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has Ed25519", e);
        }
    }

    /**
     * The one private key in a text, with the public key that belongs to it.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static KeyPair pair(String pem) {
        var bodies = bodies(pem, "PRIVATE");
        if (bodies.size() != 1) {
            throw new IllegalArgumentException("not one PRIVATE KEY in PEM");
        }
        try {
            var key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bodies.getFirst()));
            var seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
            var generator = KeyPairGenerator.getInstance(ALGORITHM);
            // The pair that chance would have given had it been this key: Java derives a public key in no other way.
            generator.initialize(NamedParameterSpec.ED25519, new Chosen(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException notThisKind) {
            throw new IllegalArgumentException("no private key of Ed25519", notThisKind);
        }
    }

    /**
     * The public keys in a text, at least one.
     *
     * @throws IllegalArgumentException if there is none, or one of another kind
     */
    public static List<PublicKey> publicKeys(String pem) {
        List<PublicKey> keys = new ArrayList<>();
        try {
            for (var body : bodies(pem, "PUBLIC")) {
                keys.add(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(body)));
            }
        } catch (GeneralSecurityException notThisKind) {
            throw new IllegalArgumentException("no public key of Ed25519", notThisKind);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no PUBLIC KEY in PEM");
        }
        return keys;
    }

    /** The key as PEM, with a line end after its last line. */
    public static String pem(Key key) {
        var kind = key instanceof PublicKey ? "PUBLIC" : "PRIVATE";
        return "-----BEGIN " + kind + " KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END " + kind + " KEY-----\n";
    }

    /** Environment variables of one line have their line ends written out. */
    private static List<byte[]> bodies(String pem, String kind) {
        return PEM.matcher(pem.replace("\\n", "\n")).results()
                .filter(found -> found.group(1).equals(kind))
                .map(found -> Base64.getMimeDecoder().decode(found.group(2)))
                .toList();
    }

    private static final class Chosen extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte[] seed;

        Chosen(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
