package studio.dictation.app.web.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.throttle.AboutAccount;
import studio.dictation.command.kernel.Email;

/**
 * The body of A2 and of A6.
 *
 * @param email       whose account
 * @param password    proves it; goes before the tokens
 * @param accessToken proves it: of Supabase
 * @param idToken     proves it: of Google
 * @param username    a new name; absent, blank or out of bounds for no change
 * @param avatar      a new picture; absent, blank or out of bounds for no change, since clients that know none send an empty one
 */
record SignIn(
        @Nullable String email,
        @Nullable String password,
        @JsonProperty("access_token") @Nullable String accessToken,
        @JsonProperty("id_token") @Nullable String idToken,
        @Nullable String username,
        @Nullable String avatar)
        implements AboutAccount {
    @Override
    public boolean triesPassword() {
        return givenPassword().isPresent();
    }

    /** The address spelt as accounts have it, whether or not one can; empty when absent. */
    String address() {
        return email == null ? "" : Email.normalized(email);
    }

    Optional<String> givenPassword() {
        return given(password);
    }

    Optional<String> givenToken() {
        return given(idToken).or(() -> given(accessToken));
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(some -> !some.isEmpty());
    }

    @Override
    public String toString() {
        return "SignIn[***]";
    }
}
