package studio.dictation.query.redis;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.Projection;

import static org.assertj.core.api.Assertions.assertThat;

class RedisLayoutDocTest {
    private static final String ENGINE = "engine";
    private static final Set<String> VOLATILE = Set.of("throttle", "transcripts");
    private static RedisLayout layout;

    @BeforeAll
    static void readTheDocument() throws IOException {
        layout = RedisLayout.parse(RedisLayout.DOCUMENT);
    }

    @Test
    void everyKeyOfTheCodeIsInTheDocumentAndViceVersa() throws ReflectiveOperationException {
        assertThat(documented().stream().map(RedisLayout.Family::pattern))
                .containsExactlyInAnyOrderElementsOf(keysOfTheCode());
    }

    @Test
    void everyFieldOfTheCodeIsInTheDocumentAndViceVersa() {
        var inDocument = documented().stream()
                .flatMap(family -> family.namedFields().stream())
                .collect(Collectors.toSet());
        assertThat(inDocument)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Field.values()).map(Field::redisName).toList());
    }

    @Test
    void everyDatabaseIsThatOfItsOwner() {
        assertThat(documented()).allSatisfy(family -> {
            var owner = Projections.ALL.stream()
                    .filter(projection -> projection.name().equals(family.owner()))
                    .findFirst()
                    .map(Projection::database)
                    .or(() -> Optional.of(Allowances.DATABASE).filter(database -> VOLATILE.contains(family.owner())));
            assertThat(family.databases()).containsExactly(owner.orElseThrow());
        });
    }

    @Test
    void everyKeyAndFieldOfTheEngineIsInTheDocumentAndViceVersa() {
        var projection = Projections.LEARNERS.name();
        var keys = List.of(
                EngineKeys.projection(projection),
                EngineKeys.segment(projection, 1),
                EngineKeys.heartbeat(projection, 1),
                EngineKeys.letters(projection, 1));
        var engine = layout.families().stream()
                .filter(family -> ENGINE.equals(family.owner()))
                .toList();
        assertThat(engine).allSatisfy(family -> assertThat(family.databases()).containsExactlyInAnyOrder(0, 1, 2));
        assertThat(keys.stream().flatMap(key -> layout.familiesOf(0, key).stream()))
                .containsExactlyInAnyOrderElementsOf(engine);
        assertThat(engine.stream().flatMap(family -> family.namedFields().stream()).distinct())
                .containsExactlyInAnyOrder(
                        EngineKeys.EPOCH,
                        EngineKeys.SEGMENTS,
                        EngineKeys.LAYOUT,
                        EngineKeys.PREVIOUS,
                        EngineKeys.KEPT_SINCE,
                        EngineKeys.OWNER,
                        EngineKeys.FENCE,
                        EngineKeys.POSITION);
    }

    @Test
    void hashesHaveFieldsAndNothingElseHas() {
        assertThat(layout.families()).allSatisfy(family -> {
            assertThat(family.type()).isIn("HASH", "SET", "ZSET", "STRING");
            assertThat(family.fields().isEmpty()).as(family.pattern()).isNotEqualTo("HASH".equals(family.type()));
        });
    }

    @ParameterizedTest
    @FieldSource("studio.dictation.query.Projections#ALL")
    void anotherLayoutHasAnotherVersion(Projection projection) throws IOException {
        var row = "| %s | %d | %s |".formatted(projection.name(), projection.layout(), layout.checksum(projection.name()));

        assertThat(Files.readAllLines(RedisLayout.DOCUMENT))
                .as("raise the version in Projections and add the row to 'Versions of the layout': %s", row)
                .contains(row);
    }

    @ParameterizedTest
    @CsvSource({
        "0, user:ann@example.org, user:{email}",
        "0, ann@example.org:UC-1_x:dQw4w9WgXcQ, {email}:{channelId}:{videoId}",
        "0, idx:progress:ann@example.org, idx:progress:{email}",
        "1, video:UC1:dQw4w9WgXcQ, video:{channelId}:{videoId}",
        "2, 3f0c9e0e-0b0a-4c5e-9d5e-1f0e2d3c4b5a, {tokenOrFamilyId}",
        "3, throttle:passwords:pair:ab12:203.0.113.7, throttle:{kind}:pair:{account}:{address}",
        "3, throttle:passwords:account:ab12, throttle:{kind}:account:{account}",
        "3, throttle:passwords:address:20010db800010002, throttle:{kind}:address:{address}",
        "3, transcript:fetching:dQw4w9WgX-_, transcript:fetching:{videoId}",
        "1, idx:video_channels:dQw4w9WgX-_, idx:video_channels:{videoId}",
        "2, projection:sessions, projection:{name}",
        "0, projection:learners:12, projection:{name}:{segment}",
        "0, projection:learners:12:heartbeat, projection:{name}:{segment}:heartbeat"
    })
    void aKeyBelongsToOneFamily(int database, String key, String pattern) {
        assertThat(layout.familiesOf(database, key))
                .extracting(RedisLayout.Family::pattern)
                .containsExactly(pattern);
    }

    @ParameterizedTest
    @CsvSource({"0, user:nobody", "0, channel:UC1", "1, user:ann@example.org", "2, a:b", "3, user:ann@example.org"})
    void anUnknownKeyBelongsToNone(int database, String key) {
        assertThat(layout.familiesOf(database, key)).isEmpty();
    }

    @Test
    void onlyAnOpenHashAllowsAnyField() {
        assertThat(layout.familiesOf(0, "user:ann@example.org").getFirst().allows("plan")).isTrue();
        assertThat(layout.familiesOf(0, "user:ann@example.org").getFirst().allows("plans")).isFalse();
        assertThat(layout.familiesOf(0, "idx:accounts").getFirst().allows(UUID.randomUUID().toString())).isTrue();
    }

    private static List<RedisLayout.Family> documented() {
        return layout.families().stream().filter(family -> !ENGINE.equals(family.owner())).toList();
    }

    /** The constants of {@link Key}, and what its factories make of their parameters' names. */
    private static Set<String> keysOfTheCode() throws ReflectiveOperationException {
        Set<String> keys = new TreeSet<>();
        for (var field : Key.class.getFields()) {
            keys.add(text((Key) field.get(null)));
        }
        for (var method : Key.class.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() == Key.class) {
                keys.add(text((Key) method.invoke(null, parameterNames(method))));
            }
        }
        return keys;
    }

    private static Object[] parameterNames(Method method) {
        List<Object> names = new ArrayList<>();
        for (var parameter : method.getParameters()) {
            names.add(parameter.getType() == UUID.class ? new UUID(0, 0) : "{" + parameter.getName() + "}");
        }
        return names.toArray();
    }

    private static String text(Key key) {
        return key.text(account -> "{email}");
    }
}
