package studio.dictation.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;

/** The id under which a request is found in the log and in the metadata of what it changed. */
public final class RequestId {
    /** The response header that tells it. */
    public static final String HEADER = "x-request-id";

    private static final String ATTRIBUTE = RequestId.class.getName();

    private RequestId() {}

    /** The request's id; made on the first call. */
    public static String of(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(ATTRIBUTE)).orElseGet(() -> {
            var id = UUID.randomUUID().toString();
            request.setAttribute(ATTRIBUTE, id);
            return id;
        });
    }
}
