package studio.dictation.command.identity;

import java.util.List;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.Rejection;

/** Refuses a second account for one e-mail address. */
public final class EmailTaken extends Rejection {
    public static final String CODE = "email-taken";

    EmailTaken() {
        // contract A1 answers this as bad input, not as a conflict
        super(Kind.INVALID, CODE, "User with this email already exists",
                List.of(new FieldError("email", "already has an account")));
    }
}
