package studio.dictation.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.node.ObjectNode;

/** How events of earlier revisions are read: functions over their JSON, each from one revision of a name to the next. */
public final class Upcasters {
    private static final Upcasters PUBLISHED = new Upcasters()
            .add("membership.PlanGranted", 1, PlanUpcasts::granted)
            .add("membership.PlanSet", 1, PlanUpcasts::set);

    private final List<String> readable = new ArrayList<>();
    private final List<EventUpcaster> steps = new ArrayList<>();

    private Upcasters() {}

    /** Those of the events that this service stores. */
    public static Upcasters published() {
        return PUBLISHED;
    }

    /** All of them, as one. */
    public EventUpcaster chain() {
        return new EventUpcasterChain(steps);
    }

    /** What is no longer written but still read, as {@code name@revision}. */
    public List<String> readable() {
        return List.copyOf(readable);
    }

    /** The revision that an event of this one is read as: the same if none of the steps is about it. */
    int upcast(String name, int revision) {
        int upcast = revision;
        while (readable.contains(name + "@" + upcast)) {
            upcast++;
        }
        return upcast;
    }

    private Upcasters add(String name, int from, UnaryOperator<ObjectNode> change) {
        readable.add(name + "@" + from);
        steps.add(new Step(type(name, from), type(name, from + 1), change));
        return this;
    }

    private static SimpleSerializedType type(String name, int revision) {
        return new SimpleSerializedType(name, Integer.toString(revision));
    }

    private static final class Step extends SingleEventUpcaster {
        private final SimpleSerializedType from;
        private final SimpleSerializedType to;
        private final UnaryOperator<ObjectNode> change;

        Step(SimpleSerializedType from, SimpleSerializedType to, UnaryOperator<ObjectNode> change) {
            this.from = from;
            this.to = to;
            this.change = change;
        }

        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            return event.getType().equals(from);
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
            return event.upcastPayload(to, ObjectNode.class, change);
        }
    }
}
