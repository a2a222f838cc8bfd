package studio.dictation.command.code;

import java.util.List;
import java.util.UUID;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.rules.CodeText;

/**
 * Redeems a code for somebody. Of all who try, and however often, one succeeds: the others are refused with {@link CodeGone}, and
 * with {@link CodeWrong} if the text isn't that of the code.
 *
 * @param text      the code's text
 * @param accountId who gets what it gives
 */
public record RedeemCode(CodeText text, UUID accountId) implements Command {
    /** Redeems what somebody typed; refused with {@link InvalidInput} if that can't be a code. */
    public static RedeemCode typed(String code, UUID accountId) {
        return CodeText.parse(code)
                .map(text -> new RedeemCode(text, accountId))
                .orElseThrow(() -> new InvalidInput("Invalid verification code format",
                        List.of(new FieldError("code", "must have two parts with one dash between them"))));
    }

    @Override
    public String streamId() {
        return MembershipCode.streamId(text.random());
    }
}
