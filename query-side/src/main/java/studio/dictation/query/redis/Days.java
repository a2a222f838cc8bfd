package studio.dictation.query.redis;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Days of UTC, as keys and fields name them: {@code YYYYMMDD}. */
public final class Days {
    private static final String PREVIOUS = "prev:";
    private static final String NONE = "none";

    private Days() {}

    /** The name of the day that an instant is in. */
    public static String of(Instant instant) {
        return of(LocalDate.ofInstant(instant, ZoneOffset.UTC));
    }

    /** A day's name. */
    public static String of(LocalDate day) {
        return day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** The field that counts those whose last day before was this one. */
    public static String previous(LocalDate day) {
        return PREVIOUS + of(day);
    }

    /** The field that counts those who had no day before. */
    public static String noPrevious() {
        return PREVIOUS + NONE;
    }
}
