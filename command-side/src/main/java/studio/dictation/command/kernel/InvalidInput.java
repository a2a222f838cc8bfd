package studio.dictation.command.kernel;

import java.util.List;
import java.util.stream.Collectors;

/** Refuses input that no state could accept; names every field at fault. */
public final class InvalidInput extends Rejection {
    public static final String CODE = "invalid-input";

    /** With the contract's own text. */
    public InvalidInput(String message, List<FieldError> errors) {
        super(Kind.INVALID, CODE, message, errors);
    }

    /** Where the contract has no text: says what the fields say. */
    public InvalidInput(List<FieldError> errors) {
        this(errors.stream().map(e -> e.field() + " " + e.message()).collect(Collectors.joining("; ")), errors);
    }
}
