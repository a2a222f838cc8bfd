package studio.dictation.query.redis;

import io.lettuce.core.KeyValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All changes of a batch to one key, and the key's content while they are applied. */
final class HashWork implements HashChanges {
    private final PendingChanges batch;
    private final List<Step> steps = new ArrayList<>();
    private final Set<Field> needed = EnumSet.noneOf(Field.class);
    private Map<Field, byte[]> stored = Map.of();

    HashWork(PendingChanges batch) {
        this.batch = batch;
    }

    @Override
    public HashChanges generation(Field field, int number) {
        needed.add(field);
        return step(content -> content.enter(field, number));
    }

    @Override
    public HashChanges set(Field field, String value) {
        return set(field, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public HashChanges set(Field field, byte[] value) {
        return step(content -> content.slot(field).set(value));
    }

    @Override
    public HashChanges clear(Field field) {
        return step(content -> content.slot(field).set(null));
    }

    @Override
    public <T> HashChanges update(Field field, Codec<T> codec, UnaryOperator<@Nullable T> change) {
        needed.add(field);
        return step(content -> content.slot(field).update(codec, change));
    }

    @Override
    public <T> HashChanges update(Field field, Codec<T> codec, Counting<T> change) {
        needed.add(field);
        return step(content -> content.slot(field).update(codec, (T present) -> change.apply(present, content)));
    }

    @Override
    public HashChanges move(Field from, Field to) {
        needed.add(from);
        return step(content -> {
            var value = content.slot(from).bytes();
            if (value != null) {
                content.slot(to).set(value);
                content.slot(from).set(null);
            }
        });
    }

    void put(byte[] value, @Nullable Instant expiresAt) {
        step(content -> content.replace(value, expiresAt));
    }

    void wipe() {
        step(content -> content.replace(null, null));
    }

    /** The events that change this key. */
    IntStream events() {
        return steps.stream().mapToInt(Step::event);
    }

    /** The fields whose stored values the changes build on. */
    Set<Field> needed() {
        return needed;
    }

    /** What was read for {@link #needed}, in its order. */
    void stored(List<KeyValue<String, byte[]>> read) {
        var next = read.iterator();
        storedBytes(field -> next.next().getValueOrElse(null));
    }

    /** What stands in the fields that are {@link #needed}, asked for in their order. */
    void storedBytes(Function<Field, byte @Nullable []> read) {
        stored = new EnumMap<>(Field.class);
        for (var field : needed) {
            var value = read.apply(field);
            if (value != null) {
                stored.put(field, value);
            }
        }
    }

    /** The content after all changes but those of the events that are left out. */
    Content apply(IntPredicate leftOut) throws FailedChange {
        var content = new Content();
        stored.forEach((field, value) -> content.slots.put(field, new Slot(value)));
        for (var step : steps) {
            if (!leftOut.test(step.event)) {
                try {
                    content.apply(step);
                } catch (RuntimeException e) {
                    throw new FailedChange(step.event, e);
                }
            }
        }
        for (var slot : content.slots.values()) {
            try {
                slot.bytes();
            } catch (RuntimeException e) {
                throw new FailedChange(slot.event, e);
            }
        }
        return content;
    }

    private HashChanges step(Consumer<Content> change) {
        steps.add(new Step(batch.event(), change));
        return this;
    }

    private record Step(int event, Consumer<Content> change) {}

    /** What is added to a shared number. */
    record Count(Key hash, String field, long by) {}

    /** A change that threw, and the event it belongs to. */
    static final class FailedChange extends Exception {
        private static final long serialVersionUID = 1L;
        private final int event;

        FailedChange(int event, RuntimeException cause) {
            super(cause);
            this.event = event;
        }

        int event() {
            return event;
        }
    }

    /** What will stand under the key. */
    static final class Content implements Counters {
        private static final int NONE = -1;
        private final Map<Field, Slot> slots = new EnumMap<>(Field.class);
        private final List<Count> counts = new ArrayList<>();
        private int event;
        /** The event that is about an earlier generation: nothing more of it counts. */
        private int outdated = NONE;
        private boolean replaced;
        private byte @Nullable [] string;
        private @Nullable Instant expiresAt;

        /** Whether what stood under the key goes away. */
        boolean replaced() {
            return replaced;
        }

        /** The string to be set, if any. */
        byte @Nullable [] string() {
            return string;
        }

        @Nullable Instant expiresAt() {
            return expiresAt;
        }

        /** The fields that changed; null for those to be removed. */
        Map<Field, byte @Nullable []> changed() {
            Map<Field, byte @Nullable []> changed = new EnumMap<>(Field.class);
            slots.forEach((field, slot) -> {
                if (slot.changed) {
                    changed.put(field, slot.bytes());
                }
            });
            return changed;
        }

        @Override
        public void increment(Key hash, String field, long by) {
            counts.add(new Count(hash, field, by));
        }

        /** What is counted elsewhere because of the changes. */
        List<Count> counts() {
            return counts;
        }

        private void apply(Step step) {
            event = step.event;
            if (event != outdated) {
                step.change.accept(this);
            }
        }

        private void enter(Field field, int number) {
            var present = slot(field).bytes();
            int standing = present == null ? 1 : Integer.parseInt(new String(present, StandardCharsets.UTF_8));
            if (number < standing) {
                outdated = event;
                return;
            }
            if (number > standing) {
                replace(null, null);
            }
            if (number > standing || present == null) {
                slot(field).set(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
            }
        }

        private Slot slot(Field field) {
            var slot = slots.computeIfAbsent(field, absent -> new Slot(null));
            slot.event = event;
            return slot;
        }

        private void replace(byte @Nullable [] newString, @Nullable Instant until) {
            slots.clear();
            replaced = true;
            string = newString;
            expiresAt = until;
        }
    }

    /** A field: its bytes, or the value read from them, whichever is newer. */
    private static final class Slot {
        private byte @Nullable [] bytes;
        private @Nullable Object value;
        private @Nullable Codec<Object> codec;
        private boolean changed;
        /** The last event that touched the field. */
        private int event;

        Slot(byte @Nullable [] bytes) {
            this.bytes = bytes;
        }

        void set(byte @Nullable [] newBytes) {
            bytes = newBytes;
            value = null;
            codec = null;
            changed = true;
        }

        @SuppressWarnings({"unchecked", "ReferenceEquality"}) // codecs are constants
        <T> void update(Codec<T> by, UnaryOperator<@Nullable T> change) {
            if (codec != by) {
                var present = bytes();
                value = present == null ? null : by.read(present);
                codec = (Codec<Object>) by;
            }
            value = change.apply((T) value);
            bytes = null;
            changed = true;
        }

        byte @Nullable [] bytes() {
            if (bytes == null && value != null && codec != null) {
                bytes = codec.write(value);
            }
            return bytes;
        }
    }
}
