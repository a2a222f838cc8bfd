package studio.dictation.query.redis;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes to one hash, applied in the order in which they are asked for. */
public interface HashChanges {
    /**
     * Says which generation of the document the event is about; its further changes are to that one alone. An earlier generation is
     * wiped first; where a later one stands already, they are left out.
     *
     * @param field  where the number of the generation stands; absent: 1
     * @param number ≥ 1
     */
    HashChanges generation(Field field, int number);

    /** Sets a field to a text. */
    HashChanges set(Field field, String value);

    /** Sets a field to raw bytes. */
    HashChanges set(Field field, byte[] value);

    /** Removes a field. */
    HashChanges clear(Field field);

    /**
     * Changes what a field holds. The stored bytes are read once per batch, whatever the number of changes; the value
     * may be changed in place.
     *
     * @param change from the present value, null when the field is absent, to the new one, null to remove the field
     */
    <T> HashChanges update(Field field, Codec<T> codec, UnaryOperator<@Nullable T> change);

    /**
     * The same, counting elsewhere what follows from it. Nothing is counted for an event that is left out.
     *
     * @param change may be asked more than once; only the counts of the last time are written
     */
    <T> HashChanges update(Field field, Codec<T> codec, Counting<T> change);

    /**
     * Moves a field's value to another field; does nothing when it is absent.
     */
    HashChanges move(Field from, Field to);

    /** A change to what a field holds, from which shared numbers follow. */
    @FunctionalInterface
    interface Counting<T> {
        /** From the present value, null when the field is absent, to the new one, null to remove the field. */
        @Nullable T apply(@Nullable T present, Counters counters);
    }
}
