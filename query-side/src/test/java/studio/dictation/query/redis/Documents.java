package studio.dictation.query.redis;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** Makes stored documents for tests. */
public final class Documents {
    private Documents() {}

    /** What a read finds where nothing is. */
    public static Document none() {
        return new Document(Map.of());
    }

    /** A document of one field, to be widened by {@link #and}. */
    public static Document of(Field field, String value) {
        return and(none(), field, value);
    }

    /** A document with one more field. */
    public static Document and(Document document, Field field, String value) {
        return and(document, field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A document with one more field of raw bytes. */
    public static Document and(Document document, Field field, byte[] value) {
        Map<Field, byte[]> fields = new EnumMap<>(Field.class);
        fields.putAll(document.fields());
        fields.put(field, value);
        return new Document(fields);
    }

    /** What a codec makes of a stored text. */
    public static <T> T read(Codec<T> codec, String stored) {
        return codec.read(stored.getBytes(StandardCharsets.UTF_8));
    }

    /** What a codec stores, as text. */
    public static <T> String written(Codec<T> codec, T value) {
        return new String(codec.write(value), StandardCharsets.UTF_8);
    }
}
