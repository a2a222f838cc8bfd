package studio.dictation.app.web.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.throttle.AboutAccount;
import studio.dictation.command.identity.ChangeProfile;
import studio.dictation.command.identity.RegisterAccount;
import studio.dictation.command.identity.Role;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Email;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.events.identity.PasswordVerifier;
import studio.dictation.query.identity.AccountView;

/**
 * The body of A1.
 *
 * @param username 3 to 50 characters
 * @param email    {@code something@something.something}
 * @param password at least 8 characters, or {@code hex(salt):hex(key)} of 32 bytes each
 * @param avatar   may be empty or absent
 */
record Registration(
        @Nullable String username, @Nullable String email, @Nullable String password, @Nullable String avatar)
        implements AboutAccount {
    static final String TOO_SHORT = "must have at least 8 characters";
    private static final int SHORTEST_PASSWORD = 8;

    /** The same, with everything there and within its bounds; refused with all that is wrong. */
    Valid valid() {
        var name = text(username);
        var address = text(email);
        var secret = password == null ? "" : password;
        new Checks()
                .that(!name.isBlank(), "username", "is required")
                .that(!address.isBlank(), "email", "is required")
                .that(!secret.isEmpty(), "password", "is required")
                .orRefuse("All fields are required");
        var id = UUID.randomUUID();
        var wrong = new ArrayList<FieldError>();
        var accepted = collect(wrong, () -> new Email(address));
        // Name and picture have the bounds of every later change of them.
        collect(wrong, () -> new ChangeProfile(id, name, text(avatar)));
        if (!isLongEnough(secret)) {
            wrong.add(new FieldError("password", TOO_SHORT));
        }
        return accepted.filter(sound -> wrong.isEmpty())
                .map(sound -> new Valid(id, sound, name, text(avatar), secret))
                .orElseThrow(() -> new InvalidInput(wrong));
    }

    static boolean isLongEnough(String password) {
        return password.codePointCount(0, password.length()) >= SHORTEST_PASSWORD;
    }

    private static <T> Optional<T> collect(List<FieldError> wrong, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (InvalidInput invalid) {
            wrong.addAll(invalid.errors());
            return Optional.empty();
        }
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    @Override
    public String toString() {
        return "Registration[***]";
    }

    /** What may be registered. */
    record Valid(UUID accountId, Email email, String username, String avatar, String password) {
        RegisterAccount as(PasswordVerifier verifier) {
            return new RegisterAccount(accountId, email, username, avatar, verifier, Role.USER);
        }

        /** What reads will show, for the answer to a registration that they don't show yet. */
        AccountView asView(long now) {
            return NewAccount.view(accountId, email.value(), username.strip(), avatar, now);
        }

        @Override
        public String toString() {
            return "Valid[%s]".formatted(accountId);
        }
    }
}
