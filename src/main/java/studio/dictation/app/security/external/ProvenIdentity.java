package studio.dictation.app.security.external;

/**
 * Who somebody is, as a provider has proven it.
 *
 * @param email  verified by the provider; trimmed and lower-cased
 * @param name   what the provider calls them; may be empty, and of any length
 * @param avatar address of a picture; may be empty, and of any length
 */
public record ProvenIdentity(String email, String name, String avatar) {
    @Override
    public String toString() {
        return "ProvenIdentity[***]";
    }
}
