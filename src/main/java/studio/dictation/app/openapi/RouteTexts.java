package studio.dictation.app.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.util.function.SingletonSupplier;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All texts, by {@code METHOD /path} without the prefix. Keys in lower case hold what several routes of a file show. */
final class RouteTexts {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final SingletonSupplier<Map<String, RouteText>> texts;

    /** Reads files when they are needed; a text that has the wrong form is a bug. */
    RouteTexts(Resource... files) {
        this.texts = SingletonSupplier.of(() -> readAll(files));
    }

    /** What is said of a route. */
    Optional<RouteText> of(String route) {
        return Optional.ofNullable(texts.obtain().get(route));
    }

    private static Map<String, RouteText> readAll(Resource... files) {
        var texts = new HashMap<String, RouteText>();
        for (var file : files) {
            read(file).forEach((route, text) -> {
                if (Character.isUpperCase(route.charAt(0))) {
                    texts.put(route, JSON.convertValue(text, RouteText.class));
                }
            });
        }
        return texts;
    }

    private static Map<String, Object> read(Resource file) {
        try (var text = file.getInputStream()) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Unreadable: " + file, unreadable);
        }
    }
}
