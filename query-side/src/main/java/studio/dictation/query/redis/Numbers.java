package studio.dictation.query.redis;

import java.math.BigDecimal;

/** Numbers as Redis holds them: plain decimals, never an exponent, no digits that say nothing. */
public final class Numbers {
    private static final double EXACT = 1e15;
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final int MILLIS_SCALE = 3;

    private Numbers() {}

    /** A number as text: {@code 1795393200000} for {@code 1.7953932E12}, {@code 12.5} for {@code 12.50}. */
    public static String text(double number) {
        if (number == Math.rint(number) && Math.abs(number) < EXACT) {
            return Long.toString((long) number);
        }
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** A text as the number it is, whole ones as such. */
    public static Number number(String text) {
        var number = new BigDecimal(text);
        return number.stripTrailingZeros().scale() <= 0 ? number.toBigInteger() : number;
    }

    /** Milliseconds as seconds: {@code 90} for 90,000, {@code 0.25} for 250. Not negative. */
    public static String secondsText(long millis) {
        var whole = Long.toString(millis / MILLIS_PER_SECOND);
        var fraction = millis % MILLIS_PER_SECOND;
        if (fraction == 0) {
            return whole;
        }
        // The leading 1 keeps the zeroes behind the point.
        var digits = MILLIS_PER_SECOND + fraction;
        while (digits % 10 == 0) {
            digits /= 10;
        }
        return whole + "." + Long.toString(digits).substring(1);
    }

    /** Milliseconds as seconds, exactly; whole ones have no decimals. */
    public static BigDecimal seconds(long millis) {
        return millis % MILLIS_PER_SECOND == 0
                ? BigDecimal.valueOf(millis / MILLIS_PER_SECOND)
                : BigDecimal.valueOf(millis, MILLIS_SCALE).stripTrailingZeros();
    }
}
