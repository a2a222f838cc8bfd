package studio.dictation.app.security.external;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import studio.dictation.command.kernel.Email;

/** Reads claims that may be absent or of any type. */
final class Claims {
    private Claims() {}

    /** Whom a token names by its e-mail address, if it does. */
    static Optional<ProvenIdentity> identity(Jwt jwt, String name, String avatar, @Nullable Instant signedInAt) {
        return Optional.of(Email.normalized(text(jwt.getClaims(), "email")))
                .filter(email -> !email.isEmpty())
                .map(email -> new ProvenIdentity(email, name, avatar, signedInAt));
    }

    /** A text, or an empty one. */
    static String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text ? text : "";
    }

    /** The first of several texts that isn't blank, or an empty one. */
    static String first(Map<String, Object> claims, String... names) {
        return Stream.of(names).map(name -> text(claims, name)).filter(text -> !text.isBlank()).findFirst().orElse("");
    }

    /** An object, or an empty one. */
    static Map<String, Object> object(Map<String, Object> claims, String name) {
        var fields = new HashMap<String, Object>();
        if (claims.get(name) instanceof Map<?, ?> object) {
            object.forEach((key, value) -> fields.put(String.valueOf(key), value));
        }
        return fields;
    }
}
