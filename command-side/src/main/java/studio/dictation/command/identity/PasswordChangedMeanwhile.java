package studio.dictation.command.identity;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses to change a password that is another one than when it was proven. */
public final class PasswordChangedMeanwhile extends Rejection {
    public static final String CODE = "password-changed";

    PasswordChangedMeanwhile() {
        super(Kind.CONFLICT, CODE, "The password was changed meanwhile, please try again", List.of());
    }
}
