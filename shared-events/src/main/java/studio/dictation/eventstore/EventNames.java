package studio.dictation.eventstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

/** Which record class an event's stored name stands for, and at which revision: the current one of each name. */
public final class EventNames {
    private final Map<String, EventType<?>> byName = new HashMap<>();
    private final Map<Class<?>, EventType<?>> byClass = new HashMap<>();
    private final List<EventType<?>> all;

    private EventNames(List<EventType<?>> types) {
        for (var type : types) {
            if (byName.put(type.name(), type) != null || byClass.put(type.javaType(), type) != null) {
                throw new IllegalArgumentException("Named twice: " + type.name() + " or " + type.javaType().getName());
            }
        }
        all = List.copyOf(types);
    }

    /** Every event this service stores. */
    public static EventNames published() {
        return PublishedEvents.NAMES;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Every event type, as registered. */
    public List<EventType<?>> all() {
        return all;
    }

    /**
     * The type of an event to be stored.
     *
     * @throws SerializationException if the class has no name
     */
    public EventType<?> of(Class<?> javaType) {
        var type = byClass.get(javaType);
        if (type == null) {
            throw new SerializationException(javaType.getName() + " has no stored name");
        }
        return type;
    }

    /**
     * The type of a stored event; absent if the revision is not the current one and has to be upcast.
     */
    @Nullable EventType<?> current(String name, int revision) {
        var type = byName.get(name);
        return type != null && type.revision() == revision ? type : null;
    }

    /** Collects the entries of a registry. */
    public static final class Builder {
        private final List<EventType<?>> types = new ArrayList<>();

        private Builder() {
        }

        /** Adds an event that belongs to no account's history. */
        public <E> Builder add(String name, Class<E> javaType) {
            return add(name, javaType, event -> null);
        }

        /**
         * Adds an event type.
         *
         * @param name     stored name, {@code feature.PastTense}
         * @param javaType the record, marked with its {@link Revision}, a number from 1
         * @param subject  account whose history an event belongs to
         * @throws IllegalArgumentException if the revision is missing or no number
         */
        public <E> Builder add(String name, Class<E> javaType, Function<? super E, @Nullable UUID> subject) {
            types.add(new EventType<>(name, javaType, subject, EventJson.MAPPER));
            return this;
        }

        /**
         * The registry.
         *
         * @throws IllegalArgumentException if a name or a class was added twice
         */
        public EventNames build() {
            return new EventNames(types);
        }
    }
}
