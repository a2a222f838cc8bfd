package studio.dictation.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventType;

/** Writes the document of all events from their records and the Javadoc on them. */
final class EventsDocument {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern INLINE = Pattern.compile("\\{@(?:code|link) ([^}]*)}");

    private EventsDocument() {}

    static String text() {
        var features = EventClasses.all().stream().filter(Class::isSealed)
                .sorted(Comparator.comparing(Class::getName)).map(EventsDocument::feature);
        return Stream.concat(Stream.of("""
                # Events

                What has happened, as facts that are never changed: everything else can be computed from these. Checked against
                the code by a test; the words are the Javadoc of the records. Events are stored as JSON with the components as
                named here, instants as ISO 8601 in UTC with milliseconds. A name stands for its event for ever; a changed shape
                gets a higher revision, and the golden file of every revision stays.
                """), features).collect(Collectors.joining("\n"));
    }

    private static String feature(Class<?> feature) {
        var home = feature.getPackageName();
        var events = Stream.of(feature.getPermittedSubclasses()).map(EventNames.published()::of).map(EventsDocument::event);
        var values = EventClasses.all().stream().filter(type -> type.getPackageName().equals(home) && type.isRecord())
                .filter(type -> !feature.isAssignableFrom(type)).map(EventsDocument::value);
        var title = "## %s\n\n%s\n".formatted(home.substring(home.lastIndexOf('.') + 1), meaning(feature));
        return Stream.of(Stream.of(title), events, values).flatMap(part -> part).collect(Collectors.joining("\n"));
    }

    private static String event(EventType<?> type) {
        var personal = type.javaType().isAnnotationPresent(PersonalData.class) ? " Holds personal data." : "";
        return """
                ### `%s`, revision %d

                %s%s Sample: [`%s.json`](../shared-events/src/test/resources/golden/%s.json).

                %s""".formatted(type.name(), type.revision(), meaning(type.javaType()), personal, type, type,
                components(type.javaType()));
    }

    private static String value(Class<?> type) {
        return "### Value `%s`\n\n%s\n\n%s".formatted(type.getSimpleName(), meaning(type), components(type));
    }

    private static String components(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(component -> "| `%s` | %s | %s |\n".formatted(component.getName(), typeOf(component),
                        meaning(type, component)))
                .collect(Collectors.joining("", "| component | type | meaning |\n|---|---|---|\n", ""));
    }

    private static String typeOf(RecordComponent component) {
        var name = component.getGenericType().getTypeName().replaceAll("[a-z.]+\\.(?=[A-Z])", "");
        return "`" + name + "`" + (component.getAnnotatedType().isAnnotationPresent(Nullable.class) ? ", may be absent" : "");
    }

    private static String meaning(Class<?> type) {
        var text = javadoc(type);
        return plain(text.contains("@param") ? text.substring(0, text.indexOf("@param")) : text);
    }

    private static String meaning(Class<?> type, RecordComponent component) {
        return Stream.of(javadoc(type).split("@param ")).skip(1)
                .filter(param -> param.startsWith(component.getName() + " "))
                .map(param -> plain(param.substring(component.getName().length()))).findFirst()
                .orElseThrow(() -> new AssertionError(type.getName() + " doesn't say what " + component + " means"));
    }

    private static String javadoc(Class<?> type) {
        var source = SOURCES.resolve(type.getName().replace('.', '/') + ".java");
        try {
            var found = JAVADOC.matcher(Files.readString(source));
            if (!found.find()) {
                throw new AssertionError(type.getName() + " has no Javadoc");
            }
            return found.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String javadoc) {
        var lines = List.of(javadoc.split("\n", -1)).stream().map(line -> line.strip().replaceFirst("^\\* ?", ""));
        var text = lines.collect(Collectors.joining(" ")).replaceAll("\\s+", " ").strip();
        return INLINE.matcher(text).replaceAll("`$1`").replace("|", "\\|");
    }
}
