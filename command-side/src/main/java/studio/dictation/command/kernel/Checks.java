package studio.dictation.command.kernel;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with an input, so that a caller hears it all at once. */
public final class Checks {
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

    /** Whether the text can be written as UTF-8 and read back the same: it has no half of a surrogate pair. */
    public static boolean isWellFormed(String value) {
        for (int at = 0; at < value.length(); at++) {
            if (Character.isSurrogate(value.charAt(at))) {
                int character = value.codePointAt(at);
                if (!Character.isSupplementaryCodePoint(character)) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }

    /** What is wrong so far. */
    public List<FieldError> errors() {
        return List.copyOf(errors);
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
