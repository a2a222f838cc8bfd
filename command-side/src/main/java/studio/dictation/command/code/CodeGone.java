package studio.dictation.command.code;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses a code that never was, was redeemed, or is too old: whoever asks learns nothing about which of these. */
public final class CodeGone extends Rejection {
    public static final String CODE = "code-gone";

    CodeGone() {
        super(Kind.NOT_FOUND, CODE, "Verification code not found or expired", List.of());
    }
}
