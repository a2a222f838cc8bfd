package studio.dictation.app.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What a request is known by.
 *
 * @param accountId whose request it is
 * @param operation what is done
 * @param key       the client's name for it
 * @param digest    of what exactly was asked for
 */
record RequestKey(UUID accountId, String operation, String key, String digest) {
    private static final String ATTRIBUTE = RequestKey.class.getName();
    private static final String STEPS = ATTRIBUTE + ".steps";

    /** From here on the request is known. */
    void begin(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
        request.setAttribute(STEPS, new Steps(new HashMap<>()));
    }

    /** That of the request under way. */
    static Optional<RequestKey> current() {
        return attribute(ATTRIBUTE, RequestKey.class);
    }

    /**
     * Name of a command among those of the request under way.
     *
     * @param kind    what several of them may have in common
     * @param command id of the message, which stays when it is sent again after a conflict
     */
    static String step(String kind, String command) {
        var sent = attribute(STEPS, Steps.class).orElseThrow().byKind.computeIfAbsent(kind, none -> new ArrayList<>());
        if (!sent.contains(command)) {
            sent.add(command);
        }
        int number = sent.indexOf(command) + 1;
        return number == 1 ? kind : kind + "#" + number;
    }

    /** How many commands the request under way has sent. */
    static int steps() {
        return attribute(STEPS, Steps.class).orElseThrow().byKind.values().stream().mapToInt(List::size).sum();
    }

    private static <T> Optional<T> attribute(String name, Class<T> type) {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes http
                ? Optional.ofNullable(type.cast(http.getRequest().getAttribute(name)))
                : Optional.empty();
    }

    private record Steps(Map<String, List<String>> byKind) {}
}
