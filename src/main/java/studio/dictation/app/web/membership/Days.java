package studio.dictation.app.web.membership;

import java.math.BigDecimal;
import java.util.OptionalInt;

/** Numbers of days as clients send them: whole, with or without {@code .0}. */
public final class Days {
    private static final int LONGEST_EXPONENT = 9;

    private Days() {}

    /** The number of days, if it is a whole one that isn't endless. */
    public static OptionalInt of(BigDecimal given) {
        // Bounded first: writing out 1e999999999 digit by digit would take for ever.
        var isInt = given.precision() - given.scale() <= LONGEST_EXPONENT && given.stripTrailingZeros().scale() <= 0;
        return isInt ? OptionalInt.of(given.intValue()) : OptionalInt.empty();
    }
}
