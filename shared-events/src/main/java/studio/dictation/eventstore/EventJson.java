package studio.dictation.eventstore;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** How events look as JSON. Strict on reading: what this program doesn't understand, it doesn't guess. */
final class EventJson {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .addModule(Instants.module())
            .build();

    private EventJson() {
    }

    static byte[] write(MetaData metadata) {
        var bytes = new ByteArrayOutputStream(256);
        try (var json = MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            for (var entry : metadata.entrySet()) {
                if (!(entry.getValue() instanceof String text)) {
                    throw new SerializationException("Metadata holds strings only, unlike " + entry.getKey());
                }
                json.writeStringProperty(entry.getKey(), text);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static MetaData readMetadata(byte[] stored) {
        Map<String, String> entries = new HashMap<>();
        try (JsonParser json = MAPPER.createParser(stored)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new SerializationException("Stored metadata is no JSON object");
            }
            for (var name = json.nextName(); name != null; name = json.nextName()) {
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    throw new SerializationException("Stored metadata is no flat object of strings at " + name);
                }
                entries.put(name, json.getString());
            }
        } catch (JacksonException e) {
            throw new SerializationException("Stored metadata is no JSON: " + e.getClass().getSimpleName());
        }
        return MetaData.from(entries);
    }
}
