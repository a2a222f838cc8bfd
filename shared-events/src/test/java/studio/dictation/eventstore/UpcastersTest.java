package studio.dictation.eventstore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.PlanSet;

import static org.assertj.core.api.Assertions.assertThat;

class UpcastersTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
    private static final EventPosition POSITION = new EventPosition(1, 750, 3, UUID.randomUUID());
    private static final UUID LEARNER = UUID.fromString("7b0a9a52-43a5-4f0d-8a44-0d3c1f0a9e01");
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.040Z");

    static List<String> readable() {
        return Upcasters.published().readable();
    }

    @ParameterizedTest
    @MethodSource("readable")
    void readTheGoldenFileOfEveryRevisionThatIsNoLongerWritten(String type) throws IOException {
        assertThat(decoded(type)).hasSize(1);
    }

    @Test
    void giveAnOldGrantItsOutcome() throws IOException {
        assertThat(decoded("membership.PlanGranted@1")).containsExactly(new PlanGranted(LEARNER,
                UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e"), "Basic", 30, "admin", null, null, NOON,
                new PlanOutcome("Premium", Instant.parse("2027-03-11T12:00:00.040Z"), false, null, null), NOON));
    }

    @Test
    void giveAnOldSettingItsOutcome() throws IOException {
        var expiresAt = Instant.parse("2027-01-30T12:00:00.040Z");
        assertThat(decoded("membership.PlanSet@1")).containsExactly(new PlanSet(LEARNER,
                UUID.fromString("7d444840-9dc0-11d1-b245-5ffdce74fad2"), "Pro", 90, "admin", NOON, expiresAt,
                new PlanOutcome("Pro", expiresAt, false, null, null), NOON));
    }

    @Test
    void giveAnOldSettingToFreeAnOutcomeWithoutEnd() throws IOException {
        var free = golden("membership.PlanSet@1").replace("\"Pro\"", "\"Free\"").replace("\"2027-01-30T12:00:00.040Z\"", "null");
        assertThat(decoded("membership.PlanSet", 1, free)).singleElement()
                .extracting("outcome").isEqualTo(new PlanOutcome("Free", null, false, null, null));
    }

    @Test
    void leaveWhatIsCurrentAlone() throws IOException {
        assertThat(decoded("membership.PlanGranted@2")).hasSize(1);
        assertThat(decoded("membership.PlanSet@2")).hasSize(1);
    }

    private static List<Object> decoded(String type) throws IOException {
        int at = type.indexOf('@');
        return decoded(type.substring(0, at), Integer.parseInt(type.substring(at + 1)), golden(type));
    }

    private static String golden(String type) throws IOException {
        return Files.readString(GOLDEN.resolve(type + ".json"));
    }

    private static List<Object> decoded(String name, int revision, String json) {
        var stored = new StoredEvent(POSITION, "membership:" + LEARNER, 0, name, revision, NOON, LEARNER,
                json.getBytes(StandardCharsets.UTF_8), "{}".getBytes(StandardCharsets.UTF_8));
        return EventDecoder.published().decode(stored).stream().<Object>map(message -> message.getPayload()).toList();
    }
}
