package studio.dictation.app.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.util.function.SingletonSupplier;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All texts, by {@code METHOD /path} without the prefix. A file is called as the group that its routes belong to, and says under
 * {@value #ABOUT} what that is about. Other keys in lower case hold what several of its routes show.
 */
final class RouteTexts {
    private static final String ABOUT = "about";
    private static final String FILE = ".yml";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final SingletonSupplier<Texts> texts;

    /** Reads files when they are needed; a text that has the wrong form is a bug. */
    RouteTexts(Resource... files) {
        this.texts = SingletonSupplier.of(() -> readAll(files));
    }

    /** What is said of a route. */
    Optional<RouteText> of(String route) {
        return Optional.ofNullable(texts.obtain().routes.get(route));
    }

    /** What each group is about, by name. */
    Map<String, String> groups() {
        return texts.obtain().groups;
    }

    private static Texts readAll(Resource... files) {
        var routes = new HashMap<String, RouteText>();
        var groups = new TreeMap<String, String>();
        for (var file : files) {
            var texts = read(file);
            groups.put(String.valueOf(file.getFilename()).replace(FILE, ""), String.valueOf(texts.get(ABOUT)));
            texts.forEach((route, text) -> {
                if (Character.isUpperCase(route.charAt(0))) {
                    routes.put(route, JSON.convertValue(text, RouteText.class));
                }
            });
        }
        return new Texts(routes, groups);
    }

    private static Map<String, Object> read(Resource file) {
        try (var text = file.getInputStream()) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Unreadable: " + file, unreadable);
        }
    }

    private record Texts(Map<String, RouteText> routes, Map<String, String> groups) {}
}
