package studio.dictation.app.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import studio.dictation.command.kernel.FieldError;

/**
 * A request that is not carried out for a reason that only HTTP knows, and the whole answer to it. Never a bug: it has no
 * stack trace.
 */
public final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private RequestRefused(Problem problem, Map<String, String> headers) {
        super(problem.error(), null, false, false);
        this.problem = problem;
        this.headers = headers;
    }

    /** 401 with a stable code; {@code message} is the longer text some clients show. */
    public static RequestRefused unauthenticated(String code, String error, @Nullable String message) {
        return new RequestRefused(
                Problem.of(HttpStatus.UNAUTHORIZED, code, error, message, List.of()),
                Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
    }

    /** 403: known, but not allowed. */
    public static RequestRefused forbidden(String error) {
        return new RequestRefused(Problem.of(HttpStatus.FORBIDDEN, "forbidden", error), Map.of());
    }

    /** 404: doesn't exist, or not for the caller. */
    public static RequestRefused notFound(String error) {
        return new RequestRefused(Problem.of(HttpStatus.NOT_FOUND, "not-found", error), Map.of());
    }

    /** 409: not as things are now. */
    public static RequestRefused conflict(String code, String error) {
        return new RequestRefused(Problem.of(HttpStatus.CONFLICT, code, error), Map.of());
    }

    /** 413: a body over its limit. */
    public static RequestRefused tooLarge() {
        return new RequestRefused(Problem.of(HttpStatus.CONTENT_TOO_LARGE), Map.of());
    }

    /** 413: a part of a form over its limit. */
    public static RequestRefused tooLarge(String field, String why) {
        var problem = Problem.of(HttpStatus.CONTENT_TOO_LARGE);
        return new RequestRefused(
                Problem.of(HttpStatus.CONTENT_TOO_LARGE, problem.code(), problem.error(), null, List.of(new FieldError(field, why))),
                Map.of());
    }

    /** 429: more than can be done at once; try again after {@code seconds}. */
    public static RequestRefused tooMany(String error, int seconds) {
        return new RequestRefused(
                Problem.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", error),
                Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(seconds)));
    }

    /** 503: somebody whom the answer depends on is out of reach; the same request may succeed a little later. */
    public static RequestRefused unavailable(String error) {
        return new RequestRefused(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", error), Map.of());
    }

    /** 503, and when the same request may succeed. */
    public static RequestRefused unavailable(String error, int seconds) {
        return new RequestRefused(
                Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", error),
                Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(seconds)));
    }

    /** The same, on a connection that leads to nobody any more. */
    static RequestRefused leaving(String error, int seconds) {
        return new RequestRefused(
                Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", error),
                Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(seconds), HttpHeaders.CONNECTION, "close"));
    }

    /** 500 that the contract has a text for: somebody outside failed, nothing here is broken. */
    public static RequestRefused failed(String code, String error) {
        return new RequestRefused(Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, code, error), Map.of());
    }

    /** 412: what the caller names as seen is not what is there. */
    public static RequestRefused preconditionFailed(String code, String error) {
        return new RequestRefused(Problem.of(HttpStatus.PRECONDITION_FAILED, code, error), Map.of());
    }

    /** 422: it can be read, but it contradicts what was sent before. */
    public static RequestRefused unprocessable(String code, String error) {
        return new RequestRefused(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, code, error), Map.of());
    }

    /** What another node has answered instead. */
    public static RequestRefused carried(int status, String code, String error, List<FieldError> errors) {
        return new RequestRefused(Problem.of(HttpStatus.valueOf(status), code, error, null, errors), Map.of());
    }

    /** A problem that says more of what it is about. */
    public static RequestRefused about(Map<String, String> members, Problem problem) {
        return new RequestRefused(problem.about(members), Map.of());
    }

    Problem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }
}
