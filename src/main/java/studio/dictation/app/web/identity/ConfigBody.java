package studio.dictation.app.web.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.identity.ChangeConfig;
import studio.dictation.command.kernel.Checks;

/**
 * The body of U8. Read are {@code language}, {@code dictation_config}, {@code username} and {@code avatar}, and the flat names
 * of the former service's documentation: {@code language_preference}, {@code playback_speed}, {@code auto_repeat} and
 * {@code shortcuts}, which give way to the others. Whatever else it holds is nobody's to change here and left alone.
 *
 * @param members the JSON object
 */
record ConfigBody(Map<String, @Nullable Object> members) {
    private static final String CONFIG = "dictation_config";

    /** What is to be changed; refused with all that is wrong. */
    ChangeConfig changes(UUID accountId) {
        var checks = new Checks();
        var username = text("username", checks);
        var avatar = text("avatar", checks);
        var preference = text("language_preference", checks);
        var language = text("language", checks);
        var config = config(checks);
        checks.orRefuse();
        return new ChangeConfig(accountId, username, avatar, language == null ? preference : language, config);
    }

    private @Nullable String text(String name, Checks checks) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        checks.that(!members.containsKey(name), name, "must be a text");
        return null;
    }

    private Map<String, @Nullable Object> config(Checks checks) {
        var config = new LinkedHashMap<String, @Nullable Object>();
        copy("playback_speed", config);
        copy("auto_repeat", config);
        copy("shortcuts", config);
        // contract U8: the former documentation has it as a switch, the clients as a number of times
        if (config.get("auto_repeat") instanceof Boolean repeats) {
            config.put("auto_repeat", repeats ? 1 : 0);
        }
        if (members.get(CONFIG) instanceof Map<?, ?> nested) {
            nested.forEach((name, value) -> config.put(String.valueOf(name), value));
        } else {
            checks.that(!members.containsKey(CONFIG), CONFIG, "must be an object");
        }
        return config;
    }

    private void copy(String name, Map<String, @Nullable Object> config) {
        if (members.containsKey(name)) {
            config.put(name, members.get(name));
        }
    }

    @Override
    public String toString() {
        return "ConfigBody[***]";
    }
}
