package studio.dictation.query.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.EventHandler;

/** Which handler methods an event goes to: by the exact class of its record. */
final class HandlerTable {
    private static final MethodType CALL = MethodType.methodType(void.class, Object.class);
    private final Map<Class<?>, List<MethodHandle>> byEvent = new HashMap<>();

    HandlerTable(List<Object> handlers) {
        handlers.forEach(this::inspect);
    }

    /** The event classes that have a handler. */
    Set<Class<?>> events() {
        return byEvent.keySet();
    }

    /** Hands an event to its handlers; what they throw is thrown on. */
    void handle(Object event) {
        for (var handler : byEvent.getOrDefault(event.getClass(), List.of())) {
            try {
                handler.invokeExact(event);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void inspect(Object target) {
        for (var method : target.getClass().getDeclaredMethods()) {
            if (!method.isAnnotationPresent(EventHandler.class)) {
                continue;
            }
            if (method.getParameterCount() != 1) {
                throw new IllegalArgumentException("An event handler takes the event alone: " + method);
            }
            try {
                method.setAccessible(true);
                var handle = MethodHandles.lookup().unreflect(method).bindTo(target).asType(CALL);
                byEvent.computeIfAbsent(method.getParameterTypes()[0], none -> new ArrayList<>())
                        .add(handle);
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException("Can't call " + method, e);
            }
        }
    }
}
