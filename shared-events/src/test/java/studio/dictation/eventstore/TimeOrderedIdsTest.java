package studio.dictation.eventstore;

import java.util.HashSet;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimeOrderedIdsTest {
    @Test
    void areWhatAxonGivesToMessages() {
        assertThat(IdentifierFactory.getInstance()).isInstanceOf(TimeOrderedIds.class);
    }

    @Test
    void beginWithTheMillisecond() {
        long before = System.currentTimeMillis();
        var id = UUID.fromString(new TimeOrderedIds().generateIdentifier());
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void differEvenWithinAMillisecond() {
        var ids = new TimeOrderedIds();
        var seen = new HashSet<String>();
        for (int i = 0; i < 100_000; i++) {
            seen.add(ids.generateIdentifier());
        }
        assertThat(seen).hasSize(100_000);
    }
}
