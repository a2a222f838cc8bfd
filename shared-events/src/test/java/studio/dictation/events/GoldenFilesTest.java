package studio.dictation.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventType;
import studio.dictation.eventstore.Upcasters;

import static org.assertj.core.api.Assertions.assertThat;

class GoldenFilesTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
    private static final Path WRITTEN_NOW = Path.of("target", "golden");

    /** Of an event that only the store's own tests know. */
    private static final String STORES_OWN = "progress.LinesTyped@2.json";

    static List<EventType<?>> types() {
        return EventNames.published().all();
    }

    static List<Object> samples() {
        return EventSamples.all();
    }

    @Test
    void everyEventHasAStoredName() {
        assertThat(types()).<Class<?>>map(EventType::javaType)
                .containsExactlyInAnyOrderElementsOf(EventClasses.events());
    }

    @Test
    void everyRevisionedRecordBelongsToAFeature() {
        assertThat(EventClasses.all()).filteredOn(type -> type.isAnnotationPresent(Revision.class))
                .containsExactlyInAnyOrderElementsOf(EventClasses.events());
    }

    @Test
    void everyEventIsStoredUnderItsFeatureAndItsOwnName() {
        assertThat(types()).allSatisfy(type -> assertThat("studio.dictation.events." + type.name())
                .isEqualTo(type.javaType().getName()));
    }

    @Test
    void anEventBelongsToTheAccountItNames() {
        assertThat(EventSamples.all()).allSatisfy(sample -> assertThat(typeOf(sample).subjectOf(sample))
                .isEqualTo(sample instanceof AboutAccount about ? about.accountId() : null));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyEventHasASample(EventType<?> type) {
        assertThat(EventSamples.of(type.javaType())).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsWrittenReadsTheSame(Object sample) {
        var type = typeOf(sample);
        var json = type.write(sample);
        assertThat(type.read(json)).isEqualTo(sample);
        assertThat(type.write(type.read(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("types")
    void theGoldenFileReadsAndWritesIdentically(EventType<?> type) throws IOException {
        var sample = EventSamples.of(type.javaType()).getFirst();
        var written = new String(type.write(sample), StandardCharsets.UTF_8) + "\n";
        Files.createDirectories(WRITTEN_NOW);
        Files.writeString(WRITTEN_NOW.resolve(type + ".json"), written);
        var golden = GOLDEN.resolve(type + ".json");
        assertThat(golden).as("A new event or revision: review %s and commit it as %s", WRITTEN_NOW, GOLDEN).exists();
        assertThat(Files.readString(golden)).isEqualTo(written);
        assertThat(type.read(Files.readAllBytes(golden))).isEqualTo(sample);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyEarlierRevisionIsUpcast(EventType<?> type) {
        assertThat(Upcasters.published().readable())
                .containsAll(IntStream.range(1, type.revision()).mapToObj(earlier -> type.name() + "@" + earlier).toList());
    }

    @Test
    void noGoldenFileIsOfAnEventThatNobodyReads() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals(STORES_OWN)))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    types().stream().map(EventType::toString), Upcasters.published().readable().stream())
                            .map(type -> type + ".json").toList());
        }
    }

    private static EventType<?> typeOf(Object sample) {
        return EventNames.published().of(sample.getClass());
    }
}
