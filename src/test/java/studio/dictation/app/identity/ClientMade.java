package studio.dictation.app.identity;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A password as the guide's clients hash it: 32 bytes of salt and of key, 100,000 rounds. */
public final class ClientMade {
    private ClientMade() {}

    /** What such a client registers with. */
    public static String of(String password) {
        var salt = new byte[32];
        salt[0] = 1;
        try {
            var key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 100_000, 256)).getEncoded();
            return HexFormat.of().formatHex(salt) + ":" + HexFormat.of().formatHex(key);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
