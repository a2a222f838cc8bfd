package studio.dictation.app.web.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;

/** Instants as clients give them: {@code 2026-11-01T12:00:00Z}, with any offset, or epoch milliseconds. */
final class GivenInstant {
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final int LONGEST_NUMBER = 15;

    private GivenInstant() {}

    /** The instant, cut off to the millisecond; null where none was given or it is none, which is noted. */
    static @Nullable Instant of(@Nullable String text, String field, Checks checks) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var instant = read(text.strip());
        checks.that(instant != null, field, "must be an instant like 2026-11-01T12:00:00Z, or epoch milliseconds");
        return instant;
    }

    private static @Nullable Instant read(String text) {
        try {
            var instant = text.matches("\\d{1," + LONGEST_NUMBER + "}")
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
            return instant.isBefore(FIRST) || instant.isAfter(LAST) ? null : instant;
        } catch (DateTimeException none) {
            return null;
        }
    }
}
