package studio.dictation.command.identity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;

/** What settings may hold: those of a known name have its type, others are free within bounds. */
final class ConfigBounds {
    static final String FIELD = "dictation_config";

    private static final Set<String> LANGUAGES = Set.of("en", "zh", "zhTraditional", "zh_TW", "ja", "ko");
    private static final int DEEPEST = 5;
    private static final int MOST_VALUES = 200;
    private static final int MOST_CHARACTERS = 10_000;

    private ConfigBounds() {}

    static void checkLanguage(Checks checks, String language) {
        checks.that(LANGUAGES.contains(language), "language", "must be en, zh, zhTraditional, zh_TW, ja or ko");
    }

    /** Notes which settings don't have the type of their name. */
    static void checkTypes(Checks checks, Map<String, @Nullable Object> config) {
        config.forEach((name, value) -> {
            switch (name) {
                case "playback_speed" -> checks.that(value instanceof Number, field(name), "must be a number");
                case "auto_repeat" -> checks.that(value instanceof Integer, field(name), "must be a whole number");
                case "language" -> checks.that(value == null || value instanceof String, field(name), "must be a text or null");
                case "shortcuts" -> checkShortcuts(checks, value);
                default -> { }
            }
        });
    }

    private static void checkShortcuts(Checks checks, @Nullable Object value) {
        if (value instanceof Map<?, ?> shortcuts) {
            shortcuts.forEach((name, key) ->
                    checks.that(key instanceof String, field("shortcuts." + name), "must be a text"));
        } else {
            checks.that(false, field("shortcuts"), "must be an object");
        }
    }

    private static String field(String name) {
        return FIELD + "." + name;
    }

    /** Notes if the settings as a whole are more than a client has use for, or not fit for storing. */
    static void checkSize(Checks checks, Map<String, @Nullable Object> config) {
        var size = Size.of(config);
        checks.that(size.depth <= DEEPEST, FIELD, "must be nested at most %d deep".formatted(DEEPEST))
                .that(size.values <= MOST_VALUES, FIELD, "must have at most %d values".formatted(MOST_VALUES))
                .that(size.characters <= MOST_CHARACTERS, FIELD, "must have at most %,d characters".formatted(MOST_CHARACTERS))
                .that(size.sound, FIELD, "must hold valid Unicode and finite numbers only");
    }

    /** The same with whole numbers as such, however they were written. */
    static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object -> plain(object);
            case List<?> list -> list.stream().map(ConfigBounds::plain).toList();
            case Double number when number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE -> number.intValue();
            case null, default -> value;
        };
    }

    static Map<String, @Nullable Object> plain(Map<?, ?> object) {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        object.forEach((name, value) -> plain.put(String.valueOf(name), plain(value)));
        return Collections.unmodifiableMap(plain);
    }

    /** How much there is of a JSON value. */
    private static final class Size {
        private int depth;
        private int values;
        private int characters;
        private boolean sound = true;

        static Size of(Map<String, @Nullable Object> config) {
            var size = new Size();
            size.add(config, 0);
            return size;
        }

        private void add(@Nullable Object value, int level) {
            values++;
            depth = Math.max(depth, level);
            switch (value) {
                case Map<?, ?> object -> object.forEach((name, member) -> {
                    addText(String.valueOf(name));
                    add(member, level + 1);
                });
                case List<?> list -> list.forEach(element -> add(element, level + 1));
                case Number number -> {
                    addText(number.toString());
                    sound &= Double.isFinite(number.doubleValue());
                }
                case String text -> addText(text);
                case null, default -> { }
            }
        }

        private void addText(String text) {
            characters += text.length();
            sound &= Checks.isWellFormed(text);
        }
    }
}
