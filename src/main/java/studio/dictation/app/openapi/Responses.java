package studio.dictation.app.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import studio.dictation.app.web.Problem;

/** Answers as the document shows them. */
enum Responses {
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "missing-token", "Missing Authorization Header",
            "There is no token, or it is forged, out of time, of the wrong type, or was taken back"),
    ADMINS_ONLY(HttpStatus.FORBIDDEN, "forbidden", "Admin access required", "The caller is no administrator"),
    UNREADABLE(HttpStatus.BAD_REQUEST, "invalid-input", "Malformed JSON", "The request can't be read"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "payload-too-large", "Request body is too large", "The body is over its limit"),
    KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", "Idempotency-Key was used for another request",
            "The key names a request that asked for something else"),
    TOO_MANY(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", "Too many attempts, please try again later",
            "It was tried too often; `Retry-After` says how many seconds to wait"),
    FAILURE(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "Internal Server Error",
            "A bug; `x-request-id` is the id to ask for"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Service temporarily unavailable",
            "A store is out of reach or still filling; `Retry-After` says how many seconds to wait");

    private static final String PROBLEM = "Problem";

    private final HttpStatus status;
    private final String code;
    private final String error;
    private final String description;

    Responses(HttpStatus status, String code, String error, String description) {
        this.status = status;
        this.code = code;
        this.error = error;
        this.description = description;
    }

    /** Its status, as the document writes it. */
    String status() {
        return Integer.toString(status.value());
    }

    /** Where it stands. */
    ApiResponse reference() {
        return new ApiResponse().$ref(key());
    }

    /** Describes all of them. */
    static Components all() {
        var components = new Components();
        for (var each : values()) {
            var response = problem(each.status, each.code, each.error, each.description);
            if (each == TOO_MANY || each == UNAVAILABLE) {
                response.addHeaderObject("Retry-After", header("Seconds to wait", "1"));
            }
            components.addResponses(each.key(), response);
        }
        return components;
    }

    /** One that a route has to itself. */
    static ApiResponse problem(int status, String code, String error) {
        return problem(HttpStatus.valueOf(status), code, error, error);
    }

    static Header header(String description, String example) {
        return new Header().description(description).schema(new StringSchema()).example(example);
    }

    private static ApiResponse problem(HttpStatus status, String code, String error, String description) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", "urn:dictation-studio:problem:" + code);
        example.put("title", status.getReasonPhrase());
        example.put("status", status.value());
        example.put("detail", error);
        example.put("code", code);
        example.put("error", error);
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(Problem.MEDIA_TYPE.toString(), new MediaType()
                        .schema(new Schema<>().$ref(PROBLEM))
                        .example(example)));
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
