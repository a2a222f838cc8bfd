package studio.dictation.command.billing;

import java.util.regex.Pattern;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.InvalidInput;

/** What ids of the payment provider look like. */
public final class ProviderIds {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,255}");

    private ProviderIds() {}

    /** Whether a text may be such an id. */
    public static boolean isOne(String text) {
        return ID.matcher(text).matches();
    }

    /** Refuses what can't be such an id with {@link InvalidInput}. */
    static void check(String field, String id) {
        new Checks().that(isOne(id), field, "must be an id of the payment provider").orRefuse();
    }
}
