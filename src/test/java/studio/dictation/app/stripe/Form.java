package studio.dictation.app.stripe;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Parameters as Stripe's API takes them: {@code metadata[plan]=Pro&expand[0]=invoice}. */
record Form(Map<String, String> values) {
    static Form of(String encoded) {
        var values = new LinkedHashMap<String, String>();
        Arrays.stream(encoded.split("&")).filter(pair -> !pair.isEmpty()).forEach(pair -> {
            var parts = pair.split("=", 2);
            values.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        });
        return new Form(values);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String required(String name) {
        return get(name).filter(value -> !value.isBlank()).orElseThrow(() -> new StripeError(400, "invalid_request_error",
                "parameter_missing", name, "Missing required param: %s.".formatted(name)));
    }

    long number(String name) {
        var text = required(name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            throw new StripeError(400, "invalid_request_error", "parameter_invalid_integer", name, "Invalid integer: " + text);
        }
    }

    /** Those below a name, by the name in brackets. */
    Map<String, String> below(String name) {
        var found = new TreeMap<String, String>();
        values.forEach((key, value) -> {
            if (key.startsWith(name + "[") && key.endsWith("]")) {
                found.put(key.substring(name.length() + 1, key.length() - 1), value);
            }
        });
        return found;
    }

    List<String> expand() {
        return values.entrySet().stream().filter(one -> one.getKey().startsWith("expand[")).map(Map.Entry::getValue).toList();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
