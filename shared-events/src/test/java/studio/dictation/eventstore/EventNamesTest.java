package studio.dictation.eventstore;

import org.axonframework.serialization.SerializationException;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.Samples.ChannelNamed;
import studio.dictation.eventstore.Samples.LinesTyped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventNamesTest {
    private record Unmarked(String text) {
    }

    @Test
    void nameAClassAtItsRevision() {
        var type = Samples.NAMES.of(LinesTyped.class);
        assertThat(type).hasToString("progress.LinesTyped@2");
        assertThat(type.subjectOf(Samples.typed(Samples.LEARNER))).isEqualTo(Samples.LEARNER);
        assertThat(Samples.NAMES.of(ChannelNamed.class).subjectOf(new ChannelNamed("UC1", "News"))).isNull();
        assertThat(Samples.NAMES.all()).hasSize(2);
    }

    @Test
    void refuseTheSameNameTwice() {
        var builder = EventNames.builder().add("a.B", LinesTyped.class).add("a.B", ChannelNamed.class);
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a.B");
    }

    @Test
    void refuseTheSameClassTwice() {
        var builder = EventNames.builder().add("a.B", LinesTyped.class).add("a.C", LinesTyped.class);
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("LinesTyped");
    }

    @Test
    void refuseAClassWithoutRevision() {
        assertThatThrownBy(() -> EventNames.builder().add("a.B", Unmarked.class)).hasMessageContaining("@Revision");
    }

    @Test
    void knowNoOtherClass() {
        assertThatThrownBy(() -> Samples.NAMES.of(Unmarked.class)).isInstanceOf(SerializationException.class)
                .hasMessageContaining("Unmarked");
    }
}
