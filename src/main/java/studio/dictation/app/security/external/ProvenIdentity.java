package studio.dictation.app.security.external;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as a provider has proven it.
 *
 * @param email    verified by the provider; trimmed and lower-cased
 * @param name     what the provider calls them; may be empty, and of any length
 * @param avatar   address of a picture; may be empty, and of any length
 * @param signedInAt when they signed in at the provider, by its clock; null if it doesn't tell
 */
public record ProvenIdentity(String email, String name, String avatar, @Nullable Instant signedInAt) {
    @Override
    public String toString() {
        return "ProvenIdentity[***]";
    }
}
