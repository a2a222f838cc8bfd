package studio.dictation.app.axonserver;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.FieldError;

/** Makes one of anything that commands are made of. */
final class Samples {
    /** Texts that have to be of some form, by the name of what they are given as; else any text will do. */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("channelId", "UC_travels-1"),
            Map.entry("videoId", "abcDEF123-_"),
            Map.entry("email", "ann@example.org"),
            Map.entry("value", "ann@example.org"),
            Map.entry("currency", "usd"),
            Map.entry("visibility", "public"),
            Map.entry("language", "en"),
            Map.entry("saltAndKey", Base64.getEncoder().encodeToString(new byte[64])),
            Map.entry("mediaType", "image/png"),
            Map.entry("link", "https://www.youtube.com/@travels"),
            Map.entry("random", "0123456789abcdef"),
            Map.entry("recommendationId", "REC_7"),
            Map.entry("reportId", "VER_7_x"),
            Map.entry("errorType", "timing_error"),
            Map.entry("status", "resolved"),
            Map.entry("paymentId", "in_1"),
            Map.entry("sessionId", "cs_1"),
            Map.entry("chargeId", "ch_1"),
            Map.entry("disputeId", "dp_1"),
            Map.entry("subscriptionId", "sub_1"),
            Map.entry("customerId", "cus_1"));

    private final boolean sparse;

    private Samples(boolean sparse) {
        this.sparse = sparse;
    }

    /** With everything that can be there. */
    static Samples full() {
        return new Samples(false);
    }

    /** With nothing that need not be there. */
    static Samples sparse() {
        return new Samples(true);
    }

    /** One of a type. */
    Object of(Class<?> type) {
        return of(type, "");
    }

    /** One of a type that isn't a record, by the first of its constructors. */
    <T> T made(Class<T> type) {
        return type.cast(made(type.getDeclaredConstructors()[0]));
    }

    private Object made(Constructor<?> constructor) {
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(Arrays.stream(constructor.getParameters()).map(this::of).toArray());
        } catch (InvocationTargetException refused) {
            throw new AssertionError("No sample of " + constructor, refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private @Nullable Object of(Parameter parameter) {
        // The amount of an offer is left out only before anybody has asked the payment provider.
        return sparse && isNullable(parameter) && !parameter.getName().equals("amount") ? null : of(parameter.getParameterizedType(), parameter.getName());
    }

    private static boolean isNullable(Parameter parameter) {
        AnnotatedElement type = parameter.getAnnotatedType();
        return type.isAnnotationPresent(Nullable.class);
    }

    private Object of(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            var of = generic.getActualTypeArguments();
            return switch (((Class<?>) generic.getRawType()).getSimpleName()) {
                case "List" -> List.of(of(of[0], name));
                case "Set" -> Set.of(of(of[0], name));
                case "Map" -> Map.of(of[0] == String.class ? "7" : of(of[0], name), of(of[1], name));
                default -> throw new AssertionError("No sample of " + type);
            };
        }
        var plain = (Class<?>) type;
        if (plain.isRecord()) {
            var components = Arrays.stream(plain.getRecordComponents()).map(component -> component.getType()).toArray(Class<?>[]::new);
            try {
                return made(plain.getDeclaredConstructor(components));
            } catch (NoSuchMethodException impossible) {
                throw new AssertionError(impossible);
            }
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[plain.getEnumConstants().length - 1];
        }
        return switch (plain.getSimpleName()) {
            case "String", "Object" -> TEXTS.getOrDefault(name, "Ä text, \"quoted\" — 7");
            case "UUID" -> UUID.fromString("3d6f0a4e-9a63-4d0c-8f55-6b3a5a1c2d3e");
            case "Instant" -> Instant.parse("2026-11-30T06:13:00.123Z");
            case "int", "Integer" -> 7;
            case "long", "Long" -> 7L;
            case "double" -> 7.25;
            case "boolean" -> true;
            case "FieldError" -> new FieldError("field", "is wrong");
            default -> throw new AssertionError("No sample of " + type);
        };
    }
}
