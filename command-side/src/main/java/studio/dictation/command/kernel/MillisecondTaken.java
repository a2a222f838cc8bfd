package studio.dictation.command.kernel;

import java.util.List;

/** Refuses what is named by its millisecond when something else has been named by that one; the next may be free. */
public final class MillisecondTaken extends Rejection {
    public static final String CODE = "millisecond-taken";

    public MillisecondTaken() {
        super(Kind.CONFLICT, CODE, "Too much was sent at the same moment, please try again", List.of());
    }
}
