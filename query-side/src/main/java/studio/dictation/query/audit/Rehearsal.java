package studio.dictation.query.audit;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.HashChanges;
import studio.dictation.query.redis.Key;

/** What projections write of one learner's document, in memory. Other keys are of no interest. */
final class Rehearsal implements Changes {
    private final Key rehearsed;
    private final Hash hash = new Hash();

    Rehearsal(Key rehearsed) {
        this.rehearsed = rehearsed;
    }

    /** What they wrote to a field; null for nothing. */
    byte @Nullable [] written(Field field) {
        var value = hash.values.get(field);
        return value == null ? null : value.bytes();
    }

    @Override
    public HashChanges hash(Key key) {
        return key.equals(rehearsed) ? hash : new Hash();
    }

    @Override
    public void name(UUID accountId, String email) {}

    @Override
    public void put(Key key, String value, @Nullable Instant expiresAt) {}

    @Override
    public void putUnless(Key key, Key unless, String value, @Nullable Instant expiresAt) {}

    @Override
    public void delete(Key key) {}

    @Override
    public void add(Key set, String member) {}

    @Override
    public void remove(Key set, String member) {}

    @Override
    public void rank(Key sortedSet, String member, double score) {}

    @Override
    public void unrank(Key sortedSet, String member) {}

    @Override
    public void trim(Key sortedSet, long score) {}

    @Override
    public void raise(Key sortedSet, String member, long score) {}

    @Override
    public void mirror(Key set, Key owners, String owner, Key sortedSet, @Nullable String member) {}

    @Override
    public void own(Key hash, String field, UUID account) {}

    @Override
    public void increment(Key hash, String field, long by) {}

    /** A value as it was changed last, so that many changes write its bytes once. */
    private record Value<T>(T value, Codec<T> codec) {
        byte[] bytes() {
            return codec.write(value);
        }

        @SuppressWarnings("unchecked") // of the same codec
        static <T> T of(Value<?> kept, Codec<T> codec) {
            return kept.codec.equals(codec) ? (T) kept.value : codec.read(kept.bytes());
        }
    }

    private static final class Hash implements HashChanges {
        private static final Codec<byte[]> RAW = new Codec<>() {
            @Override
            public byte[] read(byte[] stored) {
                return stored;
            }

            @Override
            public byte[] write(byte[] value) {
                return value;
            }
        };

        private final Map<Field, Value<?>> values = new EnumMap<>(Field.class);

        @Override
        public HashChanges generation(Field field, int number) {
            return this;
        }

        @Override
        public HashChanges set(Field field, String value) {
            return set(field, value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public HashChanges set(Field field, byte[] value) {
            values.put(field, new Value<>(value, RAW));
            return this;
        }

        @Override
        public HashChanges clear(Field field) {
            values.remove(field);
            return this;
        }

        @Override
        public <T> HashChanges update(Field field, Codec<T> codec, UnaryOperator<@Nullable T> change) {
            var kept = values.get(field);
            var changed = change.apply(kept == null ? null : Value.of(kept, codec));
            if (changed == null) {
                values.remove(field);
            } else {
                values.put(field, new Value<>(changed, codec));
            }
            return this;
        }

        @Override
        public <T> HashChanges update(Field field, Codec<T> codec, Counting<T> change) {
            return update(field, codec, present -> change.apply(present, (key, name, by) -> {}));
        }

        @Override
        public HashChanges move(Field from, Field to) {
            var value = values.remove(from);
            if (value != null) {
                values.put(to, value);
            }
            return this;
        }
    }
}
