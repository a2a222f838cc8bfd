package studio.dictation.query.redis;

/** How a value of a hash field is read from and written to its bytes. */
public interface Codec<T> {
    /** Reads a stored value; throws when it is none. */
    T read(byte[] stored);

    /** Writes a value. */
    byte[] write(T value);
}
