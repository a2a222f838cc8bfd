package studio.dictation.app.web.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.throttle.AboutAccount;

/**
 * The body of A2.
 *
 * @param email    whose account
 * @param password what proves it
 * @param username a new name; absent or blank for no change
 * @param avatar   a new picture; absent or blank for no change, since clients that know none send an empty one
 */
record SignIn(
        @Nullable String email, @Nullable String password, @Nullable String username, @Nullable String avatar)
        implements AboutAccount {
    @Override
    public boolean triesPassword() {
        return password != null && !password.isEmpty();
    }

    Optional<String> newUsername() {
        return Optional.ofNullable(username).map(String::strip).filter(name -> !name.isEmpty());
    }

    Optional<String> newAvatar() {
        return Optional.ofNullable(avatar).filter(picture -> !picture.isBlank());
    }

    @Override
    public String toString() {
        return "SignIn[***]";
    }
}
