package studio.dictation.app.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How often something may be done.
 *
 * @param uses   at once, and in every period
 * @param period at least a second
 */
public record Rate(int uses, Duration period) {
    private static final Pattern SHAPE = Pattern.compile("([1-9]\\d{0,5})/([1-9]\\d{0,3})([smh])");

    /** Reads {@code 10/15m}; nothing if it is no rate. */
    static Optional<Rate> parse(String text) {
        var shape = SHAPE.matcher(text);
        return shape.matches()
                ? Optional.of(new Rate(Integer.parseInt(shape.group(1)), Duration.parse("PT" + shape.group(2) + shape.group(3))))
                : Optional.empty();
    }
}
