package studio.dictation.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GrantFoldTest {
    private static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void nothingGrantedIsFreeWithoutEnd() {
        assertThat(GrantFold.of(List.of())).isEqualTo(Entitlement.NONE);
        assertThat(Entitlement.NONE.at(DAY_0)).isEqualTo(PlanLevel.FREE);
    }

    @Nested
    class OneGrant {
        private final Entitlement entitlement = GrantFold.of(List.of(grant(0, PlanLevel.PRO, 60)));

        @Test
        void lastsItsDays() {
            assertThat(entitlement).isEqualTo(new Entitlement(PlanLevel.PRO, day(60)));
            assertThat(entitlement.at(day(60).minusMillis(1))).isEqualTo(PlanLevel.PRO);
        }

        @Test
        void isOverTheMomentItExpires() {
            assertThat(entitlement.at(day(60))).isEqualTo(PlanLevel.FREE);
        }
    }

    @Nested
    class ASecondGrant {
        @Test
        void addsItsDaysAndKeepsTheHigherLevelWhileTheFirstRuns() {
            assertThat(GrantFold.of(List.of(grant(0, PlanLevel.PREMIUM, 100), grant(10, PlanLevel.BASIC, 30))))
                    .isEqualTo(new Entitlement(PlanLevel.PREMIUM, day(130)));
        }

        @Test
        void raisesTheLevel() {
            assertThat(GrantFold.of(List.of(grant(0, PlanLevel.BASIC, 30), grant(29, PlanLevel.PREMIUM, 90))))
                    .isEqualTo(new Entitlement(PlanLevel.PREMIUM, day(120)));
        }

        @Test
        void startsAnewAtTheInstantTheFirstExpires() {
            assertThat(GrantFold.of(List.of(grant(0, PlanLevel.PREMIUM, 90), grant(90, PlanLevel.BASIC, 30))))
                    .isEqualTo(new Entitlement(PlanLevel.BASIC, day(120)));
        }

        @Test
        void stillStacksAMillisecondBefore() {
            var late = new Grant(UUID.randomUUID(), day(90).minusMillis(1), PlanLevel.BASIC, 30);
            assertThat(GrantFold.of(List.of(grant(0, PlanLevel.PREMIUM, 90), late)))
                    .isEqualTo(new Entitlement(PlanLevel.PREMIUM, day(120)));
        }

        @Test
        void leavesNothingOfALevelThatEndedLongAgo() {
            assertThat(GrantFold.of(List.of(grant(0, PlanLevel.PREMIUM, 90), grant(400, PlanLevel.PRO, 60))))
                    .isEqualTo(new Entitlement(PlanLevel.PRO, day(460)));
        }
    }

    @Nested
    class APlanThatWasSet {
        @Test
        void takesThePlaceOfWhatWasGrantedBefore() {
            assertThat(GrantFold.of(List.of(grant(0, PlanLevel.PREMIUM, 180)), List.of(set(10, PlanLevel.BASIC, day(40)))))
                    .isEqualTo(new Entitlement(PlanLevel.BASIC, day(40)));
        }

        @Test
        void isAddedToByLaterGrantsAndByOnesOfTheSameInstant() {
            var setting = List.of(set(10, PlanLevel.PRO, day(20)));
            var added = new Entitlement(PlanLevel.PRO, day(50));
            assertThat(GrantFold.of(List.of(grant(11, PlanLevel.BASIC, 30)), setting)).isEqualTo(added);
            assertThat(GrantFold.of(List.of(grant(10, PlanLevel.BASIC, 30)), setting)).isEqualTo(added);
        }

        @Test
        void countsNoGrantOfAMillisecondBefore() {
            var early = new Grant(UUID.randomUUID(), day(10).minusMillis(1), PlanLevel.PREMIUM, 90);
            assertThat(GrantFold.of(List.of(early), List.of(set(10, PlanLevel.PRO, day(20)))))
                    .isEqualTo(new Entitlement(PlanLevel.PRO, day(20)));
        }

        @Test
        void endsEverythingWhenItIsTheFreeOne() {
            var setting = List.of(set(10, PlanLevel.FREE, null));
            assertThat(GrantFold.of(List.of(grant(0, PlanLevel.PREMIUM, 180)), setting)).isEqualTo(Entitlement.NONE);
            assertThat(GrantFold.of(List.of(grant(0, PlanLevel.PREMIUM, 180), grant(12, PlanLevel.BASIC, 30)), setting))
                    .isEqualTo(new Entitlement(PlanLevel.BASIC, day(42)));
        }

        @Test
        void givesWayToTheNextOneInWhateverOrderTheyBecomeKnown() {
            var first = set(10, PlanLevel.PREMIUM, day(190));
            var second = set(20, PlanLevel.BASIC, day(21));
            assertThat(GrantFold.of(List.of(), List.of(first, second)))
                    .isEqualTo(GrantFold.of(List.of(), List.of(second, first)))
                    .isEqualTo(new Entitlement(PlanLevel.BASIC, day(21)));
        }

        private static PlanSetting set(int day, PlanLevel level, @Nullable Instant expiresAt) {
            return new PlanSetting(UUID.randomUUID(), day(day), level, expiresAt);
        }
    }

    @RepeatedTest(50)
    void comesToTheSameInWhateverOrderGrantsBecomeKnown(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var levels = List.of(PlanLevel.BASIC, PlanLevel.PRO, PlanLevel.PREMIUM);
        var grants = new ArrayList<Grant>();
        for (int i = 0; i < 8; i++) {
            // few days to choose from, so that several count from the same instant
            grants.add(new Grant(new UUID(random.nextLong(), random.nextLong()), day(random.nextInt(6) * 20),
                    levels.get(random.nextInt(3)), 1 + random.nextInt(40)));
        }
        var outcome = GrantFold.of(grants);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(grants, random);
            assertThat(GrantFold.of(grants)).isEqualTo(outcome);
        }
    }

    @Test
    void neverEndsAfterTheYear9999() {
        var forGood = Collections.nCopies(200, grant(0, PlanLevel.PREMIUM, PlanLevel.PERMANENT_DAYS));
        assertThat(GrantFold.of(forGood).expiresAt()).isEqualTo("9999-12-31T23:59:59Z");
    }

    @Test
    void daysAreTwentyFourHoursThroughALeapDay() {
        var february = new Grant(UUID.randomUUID(), Instant.parse("2028-02-28T12:00:00Z"), PlanLevel.BASIC, 2);
        assertThat(GrantFold.of(List.of(february)).expiresAt()).isEqualTo("2028-03-01T12:00:00Z");
    }

    private static Grant grant(int day, PlanLevel level, int days) {
        return new Grant(UUID.randomUUID(), day(day), level, days);
    }

    private static Instant day(int day) {
        return DAY_0.plus(Duration.ofDays(day));
    }
}
