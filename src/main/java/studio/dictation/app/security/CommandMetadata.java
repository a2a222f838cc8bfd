package studio.dictation.app.security;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import studio.dictation.app.web.ReasonCode;
import studio.dictation.app.web.RequestId;

/**
 * Says on every command who wants it and why; its events inherit that. Ids only, no address and no name. Keys:
 * {@value #ACTOR} (an account id, {@value #ANONYMOUS}, {@value #SYSTEM} or {@value #PROVIDER}), {@value #SOURCE}, {@value #REASON} (name of the
 * command), {@value #REASON_CODE} (absent unless an administrator gave one), {@value #REQUEST_ID} (absent outside of HTTP),
 * {@value #CORRELATION_ID}, {@value #CAUSATION_ID} (the command message), and of what the payment provider told
 * {@value #PROVIDER_EVENT_ID} and {@value #RECEIVED_AT} (epoch milliseconds, as text). What a sender has set itself stays.
 */
@Component
public class CommandMetadata implements MessageDispatchInterceptor<CommandMessage<?>> {
    public static final String ACTOR = "actor";
    public static final String SOURCE = "source";
    public static final String REASON = "reason";
    public static final String REASON_CODE = "reasonCode";
    public static final String REQUEST_ID = "requestId";
    public static final String CORRELATION_ID = "correlationId";
    public static final String CAUSATION_ID = "causationId";
    public static final String PROVIDER_EVENT_ID = "providerEventId";
    public static final String RECEIVED_AT = "receivedAt";

    /** W3C's text of the span that an event was decided in; only while its trace is recorded. */
    public static final String TRACEPARENT = "traceparent";

    /** The actor of what the payment provider told. */
    public static final String PROVIDER = "provider";

    private static final String ANONYMOUS = "anonymous";
    private static final String SYSTEM = "system";
    private static final String HTTP = "http";

    CommandMetadata() {}

    @Override
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(List<? extends CommandMessage<?>> messages) {
        return (index, command) -> {
            var metadata = new HashMap<String, Object>(origin(command));
            metadata.put(REASON, command.getPayloadType().getSimpleName());
            metadata.put(CAUSATION_ID, command.getIdentifier());
            metadata.putAll(command.getMetaData());
            return command.withMetaData(metadata);
        };
    }

    private static Map<String, String> origin(CommandMessage<?> command) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes http) {
            var id = RequestId.of(http.getRequest());
            var origin = new HashMap<>(Map.of(ACTOR, actor(), SOURCE, HTTP, REQUEST_ID, id, CORRELATION_ID, id));
            ReasonCode.of(http.getRequest()).ifPresent(reason -> origin.put(REASON_CODE, reason));
            return origin;
        }
        return Map.of(ACTOR, SYSTEM, SOURCE, SYSTEM, CORRELATION_ID, command.getIdentifier());
    }

    private static String actor() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? caller.accountId().toString()
                : ANONYMOUS;
    }
}
