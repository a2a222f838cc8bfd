package studio.dictation.eventstore;

import java.util.UUID;
import java.util.function.Function;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * One kind of event: its stored name and current revision, its record class, and how its JSON is written and read.
 *
 * @param <E> the record class
 */
public final class EventType<E> {
    private final String name;
    private final int revision;
    private final Class<E> javaType;
    private final Function<? super E, @Nullable UUID> subject;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    EventType(String name, Class<E> javaType, Function<? super E, @Nullable UUID> subject, JsonMapper json) {
        var marked = javaType.getAnnotation(Revision.class);
        if (marked == null) {
            throw new IllegalArgumentException(javaType.getName() + " has no @Revision");
        }
        this.name = name;
        this.revision = Short.parseShort(marked.value());
        this.javaType = javaType;
        this.subject = subject;
        writer = json.writerFor(javaType);
        reader = json.readerFor(javaType);
    }

    /** Stored name, such as {@code identity.AccountRegistered}. */
    public String name() {
        return name;
    }

    /** Current revision, from 1. */
    public int revision() {
        return revision;
    }

    /** The record class. */
    public Class<E> javaType() {
        return javaType;
    }

    /** Account whose history the event belongs to. */
    public @Nullable UUID subjectOf(Object event) {
        return subject.apply(javaType.cast(event));
    }

    /**
     * The JSON to be stored.
     *
     * @throws SerializationException without the event's content, if it can't be written
     */
    public byte[] write(Object event) {
        try {
            return writer.writeValueAsBytes(event);
        } catch (JacksonException e) {
            throw unfit("written", e);
        }
    }

    /**
     * The event in a stored JSON of the current revision.
     *
     * @throws SerializationException without the event's content, if it can't be read
     */
    public E read(byte[] json) {
        try {
            return reader.readValue(json);
        } catch (JacksonException e) {
            throw unfit("read", e);
        }
    }

    E read(JsonNode json) {
        try {
            return reader.readValue(json);
        } catch (JacksonException e) {
            throw unfit("read", e);
        }
    }

    /** Jackson's own message may quote the content, which holds personal data: only the path is told. */
    private SerializationException unfit(String done, JacksonException e) {
        return new SerializationException(this + " can't be " + done + ": " + e.getClass().getSimpleName() + " at "
                + e.getPathReference());
    }

    @Override
    public String toString() {
        return name + "@" + revision;
    }
}
