package studio.dictation.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class QuotaCycleTest {
    // The first cycles of this anchor run through the leap day of 2028.
    private static final Instant ANCHOR = Instant.parse("2028-01-15T10:30:00.123Z");
    private static final QuotaCycle FULL = new QuotaCycle(ANCHOR, ANCHOR, List.of("c:1", "c:2", "c:3", "c:4"));

    @Test
    void isFullAtFourVideos() {
        var three = QuotaCycle.startingAt(ANCHOR).open("c:1").open("c:2").open("c:3");
        assertThat(three.isFull()).isFalse();
        assertThat(three.open("c:4")).isEqualTo(FULL);
        assertThat(FULL.isFull()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> FULL.open("c:5"));
    }

    @Test
    void endsAfterThirtyDaysInclusive() {
        assertThat(FULL.endsAt()).isEqualTo("2028-02-14T10:30:00.123Z");
        assertThat(FULL.at(FULL.endsAt())).isEqualTo(FULL);
        assertThat(FULL.at(FULL.endsAt().plusMillis(1)))
                .isEqualTo(new QuotaCycle(FULL.endsAt(), ANCHOR, List.of()));
    }

    @Test
    void isTheSameForAClockThatWentBack() {
        assertThat(FULL.at(ANCHOR.minusSeconds(1))).isEqualTo(FULL);
    }

    @Test
    void startsWholeMultiplesAfterTheAnchor() {
        assertThat(FULL.at(ANCHOR.plus(Duration.ofDays(65))).startedAt()).isEqualTo(ANCHOR.plus(Duration.ofDays(60)));
    }

    @Test
    void crossesALeapDayWithoutShifting() {
        assertThat(FULL.at(Instant.parse("2028-03-01T00:00:00Z")).startedAt()).isEqualTo("2028-02-14T10:30:00.123Z");
        assertThat(FULL.at(Instant.parse("2028-03-15T10:30:00.124Z")).startedAt()).isEqualTo("2028-03-15T10:30:00.123Z");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 12, 13, 49, 100, 1200})
    void endsInclusiveInEveryLaterMonth(long months) {
        var lastInstant = ANCHOR.plus(QuotaCycle.LENGTH.multipliedBy(months));
        assertThat(FULL.at(lastInstant).endsAt()).isEqualTo(lastInstant);
        assertThat(FULL.at(lastInstant.plusMillis(1)).startedAt()).isEqualTo(lastInstant);
    }

    @Test
    void isTheSameHoweverOftenSomebodyLookedInBetween() {
        var stepped = FULL;
        for (var now = ANCHOR; now.isBefore(ANCHOR.plus(Duration.ofDays(400))); now = now.plus(Duration.ofHours(7))) {
            stepped = stepped.at(now);
            assertThat(stepped).isEqualTo(FULL.at(now));
        }
        assertThat(stepped.startedAt()).isEqualTo(ANCHOR.plus(Duration.ofDays(390)));
    }
}
