package studio.dictation.app.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/** The texts the operator gave, as they are: a blank one counts as unset, and a {@code ${…}} in a password stays what it is. */
record Given(ConfigurableEnvironment environment) {
    @Nullable String text(Setting setting) {
        for (var source : environment.getPropertySources()) {
            var value = source.getProperty(setting.name());
            if (value != null) {
                return value.toString().isBlank() ? null : value.toString();
            }
        }
        return null;
    }

    String text(Setting setting, String otherwise) {
        var text = text(setting);
        return text == null ? otherwise : text.strip();
    }

    @Nullable Secret secret(Setting setting) {
        var text = text(setting);
        return text == null ? null : new Secret(text);
    }

    int number(Setting setting, int min, int max) {
        var text = text(setting, setting.shownDefault());
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw outside(setting, min, max, notANumber);
        }
        throw outside(setting, min, max, null);
    }

    Rate rate(Setting setting) {
        return Rate.parse(text(setting, setting.shownDefault()))
                .orElseThrow(() -> new StartRefused(setting + " must look like 10/15m: how often in how many s, m or h"));
    }

    boolean flag(Setting setting) {
        return switch (text(setting, setting.shownDefault()).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new StartRefused(setting + " must be true or false");
        };
    }

    List<String> list(Setting setting) {
        return Arrays.stream(text(setting, setting.shownDefault()).split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static StartRefused outside(Setting setting, int min, int max, @Nullable Throwable cause) {
        var message = setting + " must be a whole number from " + min + " to " + max;
        return cause == null ? new StartRefused(message) : new StartRefused(message, cause);
    }
}
