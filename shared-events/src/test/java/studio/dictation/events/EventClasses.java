package studio.dictation.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What is compiled into the packages of the published language, whether or not anybody listed it. */
final class EventClasses {
    private EventClasses() {}

    /** Every class below {@code studio.dictation.events}, by name. */
    static List<Class<?>> all() {
        var root = classes();
        try (var files = Files.walk(root.resolve("studio/dictation/events"))) {
            return files.map(root::relativize).map(Path::toString).filter(name -> name.endsWith(".class"))
                    .filter(name -> !name.endsWith("-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.')).sorted()
                    .<Class<?>>map(EventClasses::load).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every event: what the sealed interfaces permit. */
    static List<Class<?>> events() {
        return all().stream().filter(Class::isSealed).flatMap(EventClasses::permitted).toList();
    }

    private static Stream<Class<?>> permitted(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses());
    }

    private static Path classes() {
        try {
            return Path.of(AboutAccount.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
