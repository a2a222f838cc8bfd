package studio.dictation.command.code;

import java.util.List;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.Rejection;

/** Refuses a code whose second part is wrong; who knows the right one can still redeem it. */
public final class CodeWrong extends Rejection {
    public static final String CODE = "code-wrong";

    CodeWrong() {
        super(Kind.INVALID, CODE, "Invalid verification code", List.of(new FieldError("code", "has a wrong second part")));
    }
}
