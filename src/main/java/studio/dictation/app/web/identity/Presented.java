package studio.dictation.app.web.identity;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.identity.Profile;
import studio.dictation.command.kernel.Checks;

/** Names and pictures as clients and providers present them. Nobody is kept from signing in by what they are called. */
final class Presented {
    private Presented() {}

    /** A name that an account may have, cut if it is too long; nothing if it can't be had. */
    static Optional<String> username(@Nullable String given) {
        return Optional.ofNullable(given)
                .map(name -> first(Profile.MAX_NAME, name.strip()).strip())
                .filter(name -> length(name) >= Profile.MIN_NAME && Checks.isWellFormed(name));
    }

    /** A picture that an account may have. */
    static Optional<String> avatar(@Nullable String given) {
        return Optional.ofNullable(given)
                .filter(picture -> !picture.isBlank() && length(picture) <= Profile.MAX_AVATAR && Checks.isWellFormed(picture));
    }

    /** The first of the names that an account may have, else one made of its address. */
    static String usernameFor(String email, @Nullable String... names) {
        return Stream.concat(Arrays.stream(names), Stream.of(email.substring(0, Math.max(0, email.indexOf('@'))), email))
                .flatMap(name -> username(name).stream())
                .findFirst()
                .orElseThrow();
    }

    private static String first(int characters, String text) {
        return length(text) <= characters ? text : text.substring(0, text.offsetByCodePoints(0, characters));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
