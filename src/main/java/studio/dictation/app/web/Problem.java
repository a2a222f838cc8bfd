package studio.dictation.app.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;

/**
 * The body of every error: what existing clients read ({@code error}), RFC 9457, and the fields at fault.
 *
 * @param type    names the kind of problem; made of {@code code}
 * @param title   the status in words
 * @param status  the HTTP status
 * @param detail  same as {@code error}
 * @param code    stable name of the problem, for programs
 * @param error   the contract's text
 * @param message a second text where the contract has one (authentication); else absent
 * @param errors  the fields at fault; absent when none is known
 * @param about   further members where the contract has some: what the problem is about
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String error,
        @Nullable String message,
        List<FieldError> errors,
        @JsonAnyGetter Map<String, String> about) {
    /** What problems are sent as. */
    public static final MediaType MEDIA_TYPE = MediaType.APPLICATION_PROBLEM_JSON;

    /** A problem without fields. */
    static Problem of(HttpStatus status, String code, String error) {
        return of(status, code, error, null, List.of());
    }

    /** A problem with everything. */
    static Problem of(
            HttpStatus status, String code, String error, @Nullable String message, List<FieldError> errors) {
        return new Problem(
                "urn:dictation-studio:problem:" + code,
                status.getReasonPhrase(),
                status.value(),
                error,
                code,
                error,
                message,
                errors,
                Map.of());
    }

    /** The same problem with further members. */
    Problem about(Map<String, String> members) {
        return new Problem(type, title, status, detail, code, error, message, errors, members);
    }

    /** A problem of which nothing is known but the status. */
    static Problem of(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> of(status, "unauthenticated", status.getReasonPhrase());
            case CONTENT_TOO_LARGE -> of(status, "payload-too-large", "Request body is too large");
            case INTERNAL_SERVER_ERROR -> of(status, "internal-error", status.getReasonPhrase());
            case SERVICE_UNAVAILABLE -> of(status, "unavailable", "Service temporarily unavailable");
            case BAD_REQUEST -> of(status, InvalidInput.CODE, status.getReasonPhrase());
            default -> of(status, status.name().toLowerCase(Locale.ROOT).replace('_', '-'), status.getReasonPhrase());
        };
    }
}
