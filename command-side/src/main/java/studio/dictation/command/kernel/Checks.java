package studio.dictation.command.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Collects everything that is wrong with an input, so that a caller hears it all at once. */
public final class Checks {
    // A lone surrogate can't be written as UTF-8: it would be lost or break the writing.
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private final List<FieldError> errors = new ArrayList<>();

    /** Notes the message against the field unless the condition holds. */
    public Checks that(boolean holds, String field, String message) {
        if (!holds) {
            errors.add(new FieldError(field, message));
        }
        return this;
    }

    /** Notes a text that is blank though it has to be there, longer than {@code max} characters, or not valid Unicode. */
    public Checks text(String field, String value, int min, int max) {
        int length = value.codePointCount(0, value.length());
        if (min > 0 && value.isBlank()) {
            return that(false, field, "is required");
        }
        that(length >= min && length <= max, field, "must have %s%,d characters"
                .formatted(min == 0 ? "at most " : min + " to ", max));
        return that(isWellFormed(value), field, "must be valid Unicode");
    }

    /** Whether the text can be written as UTF-8 and read back the same. */
    public static boolean isWellFormed(String value) {
        return !LONE_SURROGATE.matcher(value).find();
    }

    /** Refuses if anything is wrong; the text says what the fields say. */
    public void orRefuse() {
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
    }

    /** Refuses with the contract's text if anything is wrong. */
    public void orRefuse(String message) {
        if (!errors.isEmpty()) {
            throw new InvalidInput(message, errors);
        }
    }
}
