package studio.dictation.query.audit;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Instants as these answers show them: {@code 2026-11-01T12:00:00.000Z}, as they are stored. */
final class Times {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private Times() {}

    static String text(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    static @Nullable String textOrNull(@Nullable Instant instant) {
        return instant == null ? null : text(instant);
    }
}
