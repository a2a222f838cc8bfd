package studio.dictation.eventstore;

import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventPositionTest {
    private static final EventPosition POSITION = at(2, 750, 31);

    @Test
    void isOrderedByGenerationThenTransactionThenSequence() {
        assertThat(Stream.of(at(2, 1, 1), at(1, 10, 9), at(1, 9, 11), at(1, 10, 8), EventPosition.START).sorted())
                .extracting(p -> p.generation() + "/" + p.xid() + "/" + p.sequence())
                .containsExactly("0/0/0", "1/9/11", "1/10/8", "1/10/9", "2/1/1");
    }

    @Test
    void survivesItsTextForm() {
        assertThat(EventPosition.parse(POSITION.toString())).isEqualTo(POSITION);
    }

    @Test
    void refusesOtherText() {
        assertThatThrownBy(() -> EventPosition.parse("2:750:31")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2:750:31");
    }

    @Test
    void survivesAxonsGeneralSerializer() {
        var serializer = Jackson3Serializer.builder().build();
        var restored = serializer.<byte[], EventPosition>deserialize(serializer.serialize(POSITION, byte[].class));
        assertThat(restored).isEqualTo(POSITION);
    }

    @Test
    void boundsAndCoversAnother() {
        var later = at(2, 750, 32);
        assertThat(later.covers(POSITION)).isTrue();
        assertThat(POSITION.covers(later)).isFalse();
        assertThat(POSITION.covers(POSITION)).isTrue();
        assertThat(POSITION.lowerBound(later)).isSameAs(later.lowerBound(POSITION)).isSameAs(POSITION);
        assertThat(POSITION.upperBound(later)).isSameAs(later.upperBound(POSITION)).isSameAs(later);
    }

    private static EventPosition at(int generation, long xid, long sequence) {
        return new EventPosition(generation, xid, sequence, UUID.randomUUID());
    }
}
