package studio.dictation.command.identity;

import java.util.List;
import java.util.Locale;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;

/** What an account may do. */
public enum Role {
    /** Learns. */
    USER("User"),
    /** Runs the place. */
    ADMIN("Admin");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** As events, Redis and clients spell it. */
    public String text() {
        return text;
    }

    /** The role of that name, upper or lower case; any other is refused with {@link InvalidInput}. */
    public static Role of(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "user" -> USER;
            case "admin" -> ADMIN;
            default -> throw new InvalidInput(List.of(new FieldError("role", "must be User or Admin")));
        };
    }
}
