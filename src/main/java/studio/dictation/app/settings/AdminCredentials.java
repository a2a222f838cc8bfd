package studio.dictation.app.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The account to create when no admin exists. There is no such bean if the operator named none.
 *
 * @param email {@code ADMIN_EMAIL}
 * @param password {@code ADMIN_PASSWORD}, at least {@value #MIN_PASSWORD} characters
 * @param passwordFile where a generated password can be read; null if the operator chose the password
 */
public record AdminCredentials(String email, Secret password, @Nullable Path passwordFile) {
    static final int MIN_PASSWORD = 8;
    static final String EMBEDDED_EMAIL = "admin@dictation.localhost";
}
