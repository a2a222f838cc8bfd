package studio.dictation.command.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address that identifies an account: trimmed, lower-cased, at most 254 characters, safe inside a Redis key.
 *
 * @param value the address; a {@code something@something.something} without white space, control characters, {@code :} or
 *              any of {@code *?[]\^}; anything else is refused with {@link InvalidInput} naming the field {@code email}
 */
public record Email(String value) {
    private static final int MAX_LENGTH = 254;
    private static final Pattern UNSAFE = Pattern.compile("[\\p{C}\\p{Z}\\s:*?\\[\\]\\\\^]");
    private static final Pattern SHAPE = Pattern.compile("[^@]++@[^@.]++(?:\\.[^@.]++)++");

    public Email {
        value = normalized(value);
        new Checks()
                .that(value.length() <= MAX_LENGTH, "email", "must have at most 254 characters")
                .that(!UNSAFE.matcher(value).find(), "email", "has a character that isn't allowed")
                .that(SHAPE.matcher(value).matches(), "email", "must look like name@example.org")
                .orRefuse();
    }

    /** The address as somebody gave it; nothing if no account can have it. */
    public static Optional<Email> of(@Nullable String given) {
        try {
            return Optional.ofNullable(given).map(Email::new);
        } catch (InvalidInput none) {
            return Optional.empty();
        }
    }

    /** What was given, spelt as accounts spell it; whether one can have it is another question. */
    public static String normalized(String given) {
        return given.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
