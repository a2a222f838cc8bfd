package studio.dictation.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.InvalidInput;

/** Why an administrator sends a request: a code, never a sentence, that is kept in the metadata of what the request changes. */
public final class ReasonCode {
    private static final String ATTRIBUTE = ReasonCode.class.getName();
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private ReasonCode() {}

    /**
     * Keeps the reason that a body gives for all commands of this request; none changes nothing.
     *
     * @throws InvalidInput if it is no code
     */
    public static void note(@Nullable String reason) {
        if (reason == null) {
            return;
        }
        new Checks()
                .that(CODE.matcher(reason).matches(), "reason", "must be a code of 1 to 40 of a-z, 0-9 and -, not beginning with -")
                .orRefuse();
        RequestContextHolder.currentRequestAttributes().setAttribute(ATTRIBUTE, reason, RequestAttributes.SCOPE_REQUEST);
    }

    /** What was given for a request. */
    public static Optional<String> of(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(ATTRIBUTE));
    }
}
