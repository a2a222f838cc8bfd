package studio.dictation.command.kernel;

import java.util.Locale;
import java.util.regex.Pattern;

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
        value = value.strip().toLowerCase(Locale.ROOT);
        new Checks()
                .that(value.length() <= MAX_LENGTH, "email", "must have at most 254 characters")
                .that(!UNSAFE.matcher(value).find(), "email", "has a character that isn't allowed")
                .that(SHAPE.matcher(value).matches(), "email", "must look like name@example.org")
                .orRefuse();
    }

    @Override
    public String toString() {
        return value;
    }
}
