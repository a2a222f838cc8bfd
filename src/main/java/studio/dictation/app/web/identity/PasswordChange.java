package studio.dictation.app.web.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;

/**
 * The body of a change of password. A session alone is not enough: an account that has a password proves itself with that
 * and nothing else; one that has none, since it signs in elsewhere, with a token of Google or Supabase that was issued a few
 * minutes ago at most.
 *
 * @param currentPassword the present password
 * @param accessToken     instead of it, where there is none: of Supabase
 * @param idToken         instead of it, where there is none: of Google
 * @param newPassword     with the bounds of a registration
 */
record PasswordChange(
        @Nullable String currentPassword,
        @JsonProperty("access_token") @Nullable String accessToken,
        @JsonProperty("id_token") @Nullable String idToken,
        @Nullable String newPassword) {
    /** Refuses a body without proof, or with a new password out of bounds. */
    void check() {
        var proof = proof();
        new Checks()
                .that(proof.givenPassword().isPresent() || proof.givenToken().isPresent(), "currentPassword", "is required")
                .that(Registration.isLongEnough(next()), "newPassword", Registration.TOO_SHORT)
                .orRefuse();
    }

    /** The new password. */
    String next() {
        return newPassword == null ? "" : newPassword;
    }

    /** The account of the address, if the body proves it. */
    Proven provenBy(Proofs proofs, String email) {
        var proof = proof();
        return proof.givenPassword()
                .map(password -> proofs.byPassword(email, password).orElseThrow(() -> new InvalidInput(
                        "Invalid password", List.of(new FieldError("currentPassword", "is not the password")))))
                .orElseGet(() -> proofs.byFreshToken(email, proof.givenToken().orElseThrow()));
    }

    private SignIn proof() {
        return new SignIn(null, currentPassword, accessToken, idToken, null, null);
    }

    @Override
    public String toString() {
        return "PasswordChange[***]";
    }
}
