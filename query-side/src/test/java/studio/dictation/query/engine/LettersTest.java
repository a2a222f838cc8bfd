package studio.dictation.query.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.EventPosition;

import static org.assertj.core.api.Assertions.assertThat;

class LettersTest {
    private final EventPosition first = position(1);
    private final EventPosition second = position(2);
    private final EventPosition third = position(3);
    private final Letters letters = new Letters();

    @Test
    void standInTheOrderOfTheirEventsWhateverTheOrderTheyAreFoundIn() {
        letters.park("a", third, "java.lang.IllegalStateException");
        letters.park("a", first, "java.lang.IllegalArgumentException");
        letters.park("a", second, Letters.Letter.BEHIND);
        assertThat(letters.of("a")).extracting(Letters.Letter::position).containsExactly(first, second, third);
        assertThat(letters.count()).isEqualTo(3);
    }

    @Test
    void areReadAsTheyWereWritten() {
        letters.park("a", first, "java.lang.IllegalStateException");
        letters.park("a", second, Letters.Letter.BEHIND);
        letters.park("b", third, "java.lang.IllegalArgumentException");
        var read = Letters.parse(new HashMap<>(letters.changes()));
        assertThat(read.of("a")).isEqualTo(letters.of("a"));
        assertThat(read.of("b")).isEqualTo(letters.of("b"));
        assertThat(read.changes()).as("nothing to be written").isEmpty();
    }

    @Test
    void setTheirSequenceFreeWhenNoneIsLeft() {
        letters.park("a", first, "x");
        letters.park("a", second, Letters.Letter.BEHIND);
        letters.settle("a", 1);
        assertThat(letters.isParked("a")).isTrue();
        assertThat(letters.of("a")).extracting(Letters.Letter::position).containsExactly(second);
        letters.settle("a", 1);
        assertThat(letters.isParked("a")).isFalse();
        assertThat(letters.changes()).containsOnlyKeys("a").containsValue(null);
    }

    @Test
    void sayWhatIsWrongWithTheOldestNow() {
        letters.park("a", first, "x");
        letters.park("a", second, Letters.Letter.BEHIND);
        letters.settle("a", 1);
        assertThat(letters.of("a").getFirst().isBehind()).isTrue();
        letters.blame("a", "y");
        assertThat(letters.of("a")).containsExactly(new Letters.Letter(second, "y"));
        var read = Letters.parse(new HashMap<>(letters.changes()));
        read.blame("a", "y");
        read.blame("none", "y");
        assertThat(read.changes()).as("nothing new").isEmpty();
    }

    @Test
    void areDiscardedWhereverTheyStand() {
        letters.park("a", first, "x");
        letters.park("a", second, Letters.Letter.BEHIND);
        letters.park("a", third, Letters.Letter.BEHIND);
        assertThat(letters.discard("a", second.eventId())).isTrue();
        assertThat(letters.discard("a", second.eventId())).isFalse();
        assertThat(letters.discard("b", first.eventId())).isFalse();
        assertThat(letters.of("a")).extracting(Letters.Letter::position).containsExactly(first, third);
        assertThat(letters.discard("a", first.eventId())).isTrue();
        assertThat(letters.discard("a", third.eventId())).isTrue();
        assertThat(letters.isParked("a")).isFalse();
        assertThat(letters.changes()).containsOnlyKeys("a").containsValue(null);
    }

    @Test
    void areNotTouchedByWorkOnACopy() {
        letters.park("a", first, "x");
        var copy = letters.copy();
        copy.park("a", second, "y");
        copy.park("b", third, "z");
        assertThat(letters.count()).isEqualTo(1);
        assertThat(copy.changes()).as("only what the copy changed").containsOnlyKeys("a", "b");
        assertThat(letters.copy().changes()).isEqualTo(Map.of());
    }

    private static EventPosition position(long sequence) {
        return new EventPosition(1, 100, sequence, UUID.randomUUID());
    }
}
