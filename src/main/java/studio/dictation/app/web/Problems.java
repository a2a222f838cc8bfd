package studio.dictation.app.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.Rejection;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

/** The one error mapping: what each failure is for the client. No answer contains an exception's own text. */
@Component
@RestControllerAdvice
public class Problems {
    /** Request attribute: why an answer ends in the middle. */
    static final String HALF_ANSWERED = Problems.class.getName() + ".halfAnswered";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    private final JsonMapper json;

    Problems(JsonMapper webJson) {
        this.json = webJson;
    }

    /** Answers whatever a controller threw. A failure in the middle of an answer is left to {@link Edge}. */
    @ExceptionHandler
    @Nullable ResponseEntity<Problem> answer(Throwable failure, HttpServletRequest request, HttpServletResponse response) {
        if (failure instanceof HttpMessageNotWritableException && response.isCommitted()) {
            request.setAttribute(HALF_ANSWERED, failure);
            return null;
        }
        return answer(failure, request);
    }

    private ResponseEntity<Problem> answer(Throwable failure, HttpServletRequest request) {
        var problem = of(failure);
        if (problem.status() == HttpStatus.INTERNAL_SERVER_ERROR.value()
                && Failures.find(failure, RequestRefused.class).isEmpty()
                && !isClientGone(failure, request)) {
            log(failure, request);
        }
        return ResponseEntity.status(problem.status())
                .contentType(Problem.MEDIA_TYPE)
                .headers(headers(failure, problem))
                .body(problem);
    }

    /** Answers a failure outside of any controller; does nothing if the answer has begun. */
    public void write(Throwable failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var answer = answer(failure, request);
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
        response.getOutputStream().write(json.writeValueAsBytes(answer.getBody()));
    }

    /** What a failure is for the client. */
    public Problem of(Throwable failure) {
        var refused = Failures.find(failure, RequestRefused.class);
        if (refused.isPresent()) {
            return refused.get().problem();
        }
        var rejection = Failures.find(failure, Rejection.class);
        if (rejection.isPresent()) {
            return of(rejection.get());
        }
        if (isConflict(failure)) {
            return Problem.of(HttpStatus.CONFLICT, "conflict", "Somebody else changed the same thing, please try again");
        }
        if (Failures.isOutage(failure)) {
            return Problem.of(HttpStatus.SERVICE_UNAVAILABLE);
        }
        return ofSpring(failure);
    }

    /** What the failure of one item among several is for the client. A bug is logged: the answer as a whole is none. */
    public Problem ofItem(Throwable failure) {
        var problem = of(failure);
        if (problem.status() == HttpStatus.INTERNAL_SERVER_ERROR.value()
                && RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request) {
            log(failure, request.getRequest());
        }
        return problem;
    }

    private static Problem of(Rejection rejection) {
        var status = switch (rejection.kind()) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
        };
        return Problem.of(status, rejection.code(), String.valueOf(rejection.getMessage()), null, rejection.errors());
    }

    private static boolean isConflict(Throwable failure) {
        return Failures.find(failure, ConcurrencyException.class).isPresent()
                || Failures.find(failure, AggregateStreamCreationException.class).isPresent();
    }

    private static Problem ofSpring(Throwable failure) {
        return switch (failure) {
            case HttpMessageNotReadableException unreadable -> ofBody(unreadable.getCause());
            case MaxUploadSizeExceededException tooLarge -> tooLarge();
            // contract §1.1
            case HttpMediaTypeNotSupportedException otherType -> invalid("Unsupported content type", List.of());
            case ErrorResponse known -> Problem.of(HttpStatus.valueOf(known.getStatusCode().value()));
            case MultipartException broken -> invalid("Malformed multipart body", List.of());
            case InvalidParameterException undecodable -> invalid("Malformed parameters", List.of());
            case TypeMismatchException mismatch -> invalid(
                    "Invalid value", List.of(new FieldError(String.valueOf(mismatch.getPropertyName()), "is invalid")));
            default -> Problem.of(HttpStatus.INTERNAL_SERVER_ERROR);
        };
    }

    /** What a body that could not be read is for the client; {@code cause} tells why. */
    static Problem ofBody(@Nullable Throwable cause) {
        if (cause instanceof DatabindException mismatch && !mismatch.getPath().isEmpty()) {
            var field = path(mismatch.getPath());
            return invalid("Invalid value for " + field, List.of(new FieldError(field, "has the wrong type")));
        }
        if (cause instanceof DatabindException) {
            return invalid("Request body has the wrong form", List.of());
        }
        return invalid(cause instanceof JacksonException ? "Malformed JSON" : "Request body is required", List.of());
    }

    /** The container doesn't say which of its limits it was. */
    private static Problem tooLarge() {
        var problem = Problem.of(HttpStatus.CONTENT_TOO_LARGE);
        return Problem.of(HttpStatus.CONTENT_TOO_LARGE, problem.code(),
                "%s: a form has at most %d MiB, %d parts and %d MiB of texts".formatted(problem.error(),
                        WebConfiguration.MAX_UPLOAD_BYTES >> 20, WebConfiguration.MAX_PARTS, BoundedBody.MAX_BYTES >> 20));
    }

    private static Problem invalid(String error, List<FieldError> fields) {
        return Problem.of(HttpStatus.BAD_REQUEST, InvalidInput.CODE, error, null, fields);
    }

    private static String path(List<JacksonException.Reference> path) {
        return path.stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static HttpHeaders headers(Throwable failure, Problem problem) {
        var headers = new HttpHeaders();
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        Failures.find(failure, RequestRefused.class).ifPresent(refused -> refused.headers().forEach(headers::set));
        if (failure instanceof HttpRequestMethodNotSupportedException method) {
            headers.addAll(method.getHeaders());
        }
        return headers;
    }

    /** Went away before it had sent or read everything: nobody's fault here, and nobody reads the answer. */
    private static boolean isClientGone(Throwable failure, HttpServletRequest request) {
        return Failures.find(failure, ClientAbortException.class).isPresent()
                // Said by the container, which couldn't read a form; what came of it is another failure.
                || request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException;
    }

    private static void log(Throwable failure, HttpServletRequest request) {
        var id = RequestId.of(request);
        var sql = Failures.find(failure, java.sql.SQLException.class);
        if (sql.isPresent()) {
            // A driver's message may quote the values of a statement, and events hold personal data.
            LOG.error("Request {} failed in PostgreSQL with SQLState {}", id, sql.get().getSQLState());
        } else {
            LOG.error("Request {} failed", id, failure);
        }
    }
}
