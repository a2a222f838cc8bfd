package studio.dictation.query.redis;

import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Codecs of the fields that hold JSON: UTF-8, no spaces, keys in the order of the record's components. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private Json() {}

    /** A JSON value as an object of that class. */
    public static <T> Codec<T> of(Class<T> type) {
        return codec(MAPPER.constructType(type));
    }

    /** A JSON array of such objects. */
    public static <T> Codec<List<T>> listOf(Class<T> element) {
        return codec(MAPPER.getTypeFactory().constructCollectionType(List.class, element));
    }

    /** A JSON object with such values, in the order stored. */
    public static <T> Codec<Map<String, T>> mapOf(Class<T> value) {
        return codec(MAPPER.getTypeFactory().constructMapType(Map.class, String.class, value));
    }

    /** A JSON object with arrays of texts, in the order stored. */
    public static Codec<Map<String, List<String>>> wordLists() {
        return codec(MAPPER.constructType(new TypeReference<Map<String, List<String>>>() {}));
    }

    private static <T> Codec<T> codec(JavaType type) {
        var reader = MAPPER.readerFor(type);
        var writer = MAPPER.writerFor(type);
        return new Codec<>() {
            @Override
            public T read(byte[] stored) {
                T value = reader.readValue(stored);
                if (value == null) {
                    throw new IllegalArgumentException("JSON null where a value belongs");
                }
                return value;
            }

            @Override
            public byte[] write(T value) {
                return writer.writeValueAsBytes(value);
            }
        };
    }
}
