package studio.dictation.app.security;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.events.identity.PasswordVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class PasswordHasherTest {
    private static final String SALT = "00112233445566778899aabbccddeeff".repeat(2);

    private final PasswordHasher passwords = new PasswordHasher();

    @Test
    void makesAVerifierThatOnlyThePasswordMatches() {
        var verifier = passwords.verifierOf("correct horse");

        assertThat(verifier.iterations()).isEqualTo(600_000);
        assertThat(verifier.bytes()).hasSize(64);
        assertThat(passwords.matches("correct horse", verifier)).isTrue();
        assertThat(passwords.matches("correct horsf", verifier)).isFalse();
        assertThat(passwords.matches("", verifier)).isFalse();
    }

    @Test
    void saltsEveryVerifierAnew() {
        assertThat(passwords.verifierOf("same password")).isNotEqualTo(passwords.verifierOf("same password"));
    }

    @Test
    void hashesAsTheGuideDoes() {
        var verifier = passwords.verifierOf("pässwörd");

        assertThat(Arrays.copyOfRange(verifier.bytes(), 32, 64))
                .isEqualTo(pbkdf2("pässwörd", Arrays.copyOf(verifier.bytes(), 32), 600_000));
    }

    @Test
    void takesAClientMadeVerifierAsItIs() {
        var key = HexFormat.of().formatHex(pbkdf2("correct horse", HexFormat.of().parseHex(SALT), 100_000));

        var verifier = passwords.verifierOf(SALT + ":" + key);

        assertThat(verifier.iterations()).isEqualTo(100_000);
        assertThat(HexFormat.of().formatHex(verifier.bytes())).isEqualTo(SALT + key);
        assertThat(passwords.matches("correct horse", verifier)).isTrue();
    }

    @Test
    void hashesWhatOnlyLooksLikeAVerifier() {
        var almost = SALT + ":" + SALT.substring(2);

        var verifier = passwords.verifierOf(almost);

        assertThat(verifier.iterations()).isEqualTo(600_000);
        assertThat(passwords.matches(almost, verifier)).isTrue();
    }

    @Test
    void matchesNothingWithoutAVerifier() {
        assertThat(passwords.matches("whatever it is", null)).isFalse();
    }

    @Test
    void refusesWhoWouldHaveToWaitTooLong() {
        var impatient = new PasswordHasher(Duration.ofMillis(50));
        var slow = PasswordVerifier.of(new byte[64], 5_000_000);
        for (int slot = 0; slot < Runtime.getRuntime().availableProcessors(); slot++) {
            Thread.ofPlatform().daemon().start(() -> impatient.matches("slow", slow));
        }

        // The first attempts may come before all slots are taken.
        await().untilAsserted(() -> assertThatThrownBy(() -> impatient.matches("quick", null))
                .isInstanceOf(RequestRefused.class)
                .hasMessage("Too many sign-ins at once, please try again"));
    }

    private static byte[] pbkdf2(String password, byte[] salt, int iterations) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 256))
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
