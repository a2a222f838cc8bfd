package studio.dictation.app.web.projection;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;

/**
 * Why an administrator does something.
 *
 * @param reason in their words
 */
record ReasonBody(@Nullable String reason) {
    static final int LONGEST = 500;

    /** The reason; refused when there is none. */
    static String required(@Nullable String given) {
        var reason = Objects.requireNonNullElse(given, "").strip();
        new Checks().text("reason", reason, 1, LONGEST).orRefuse();
        return reason;
    }

    /** The reason, if the body has one. */
    static @Nullable String optional(@Nullable ReasonBody body) {
        var reason = body == null ? null : body.reason;
        return reason == null || reason.isBlank() ? null : required(reason);
    }
}
