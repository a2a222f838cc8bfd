package studio.dictation.eventstore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.eventstore.Samples.ChannelNamed;
import studio.dictation.eventstore.Samples.LinesTyped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventJsonTest {
    @Test
    void isWrittenAsTheGoldenFileSays() throws IOException {
        assertThat(Samples.NAMES.of(LinesTyped.class).write(Samples.typed(Samples.LEARNER)))
                .asString(StandardCharsets.UTF_8).isEqualTo(golden("progress.LinesTyped@2"));
    }

    @Test
    void isReadAsTheGoldenFileSays() throws IOException {
        assertThat(Samples.NAMES.of(LinesTyped.class).read(utf8(golden("progress.LinesTyped@2"))))
                .isEqualTo(Samples.typed(Samples.LEARNER));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"channelId\":\"UC1\",\"name\":\"News\",\"surname\":\"x\"}",
        "{\"channelId\":\"UC1\"}",
        "{\"channelId\":\"UC1\",\"name\":\"News\"} {}",
        "{\"channelId\":\"UC1\",\"name\":\"New",
        "[]"})
    void refusesWhatItDoesNotUnderstandWithoutQuotingIt(String json) {
        assertThatThrownBy(() -> Samples.NAMES.of(ChannelNamed.class).read(utf8(json)))
                .isInstanceOf(SerializationException.class).hasMessageStartingWith("catalog.ChannelNamed@1 can't be read")
                .hasMessageNotContaining("New").hasNoCause();
    }

    @Test
    void keepsMetadataOfStrings() {
        var metadata = MetaData.from(Samples.metadata());
        assertThat(EventJson.readMetadata(EventJson.write(metadata))).isEqualTo(metadata);
    }

    @Test
    void refusesOtherMetadata() {
        assertThatThrownBy(() -> EventJson.write(MetaData.from(Map.of("attempt", 1))))
                .isInstanceOf(SerializationException.class).hasMessageContaining("attempt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":{\"b\":\"c\"}}", "{\"a\":1}", "{\"a\":\"b", "nonsense", "[\"a\"]", ""})
    void refusesStoredMetadataOfAnotherShape(String json) {
        assertThatThrownBy(() -> EventJson.readMetadata(utf8(json))).isInstanceOf(SerializationException.class).hasNoCause();
    }

    private static String golden(String name) throws IOException {
        try (var file = EventJsonTest.class.getResourceAsStream("/eventstore/" + name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
