package studio.dictation.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlanFactsTest {
    private static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofHours(72);
    private static final UUID PAID = new UUID(0, 1);
    private static final UUID ANOTHER = new UUID(0, 2);
    private static final String SUBSCRIPTION = "sub_1";

    @Nested
    class AnAmendment {
        private final PlanFacts paid = PlanFacts.NONE.with(grant(PAID, 0, PlanLevel.PRO, 90, null));

        @Test
        void takesAGrantBackAsIfItHadNeverBeen() {
            assertThat(GrantFold.of(paid.amended(PAID, 0))).isEqualTo(GrantFold.of(PlanFacts.NONE));
        }

        @Test
        void letsFewerDaysCount() {
            assertThat(GrantFold.of(paid.amended(PAID, 30)).expiresAt()).isEqualTo(day(30));
        }

        @Test
        void givesAGrantAgain() {
            assertThat(GrantFold.of(paid.amended(PAID, 0).amended(PAID, 90))).isEqualTo(GrantFold.of(paid));
        }

        @Test
        void leavesWhatElseWasGrantedWhereItWouldHaveBeen() {
            var both = paid.with(grant(ANOTHER, 10, PlanLevel.BASIC, 30, null));
            assertThat(GrantFold.of(both)).isEqualTo(once(PlanLevel.PRO, day(120)));
            assertThat(GrantFold.of(both.amended(PAID, 0))).isEqualTo(once(PlanLevel.BASIC, day(40)));
        }

        @Test
        void waitsForAGrantThatIsNotKnownYet() {
            var early = PlanFacts.NONE.amended(PAID, 30);
            assertThat(GrantFold.of(early)).isEqualTo(GrantFold.of(PlanFacts.NONE));
            assertThat(early.daysCounting(PAID)).contains(30);
            assertThat(GrantFold.of(early.with(grant(PAID, 0, PlanLevel.PRO, 90, null)))).isEqualTo(once(PlanLevel.PRO, day(30)));
        }
    }

    @Nested
    class ARunningSubscription {
        private final PlanFacts paid = PlanFacts.NONE.with(grant(PAID, 0, PlanLevel.BASIC, 30, SUBSCRIPTION));

        @Test
        void bridgesTheTimeUntilItsNextPaymentAndTheGrace() {
            assertThat(GrantFold.of(paid.with(active(31, 0)))).isEqualTo(
                    new PlanState(PlanLevel.BASIC, day(34), true, day(31), null));
        }

        @Test
        void addsNothingToAPlanThatLastsLonger() {
            var longer = paid.with(grant(ANOTHER, 1, PlanLevel.PRO, 60, null));
            assertThat(GrantFold.of(longer.with(active(30, 0)))).isEqualTo(
                    new PlanState(PlanLevel.PRO, day(90), true, day(30), null));
        }

        @Test
        void standsForNothingBeforeItIsPaid() {
            assertThat(GrantFold.of(PlanFacts.NONE.with(active(30, 0)))).isEqualTo(
                    new PlanState(PlanLevel.FREE, null, true, day(30), null));
        }

        @Test
        void standsForNothingOnceItsLastPaymentWasTakenBack() {
            var renewed = paid.with(grant(ANOTHER, 30, PlanLevel.BASIC, 30, SUBSCRIPTION)).with(active(60, 30));
            assertThat(GrantFold.of(renewed).expiresAt()).isEqualTo(day(63));
            assertThat(GrantFold.of(renewed.amended(ANOTHER, 0)).expiresAt()).isEqualTo(day(30));
        }

        @Test
        void standsForNothingWhenThePlanWasSetSince() {
            var set = paid.with(active(30, 0)).with(new PlanSetting(new UUID(0, 9), day(3), PlanLevel.PRO, day(8)));
            assertThat(GrantFold.of(set)).isEqualTo(new PlanState(PlanLevel.PRO, day(8), true, day(30), null));
            assertThat(GrantFold.of(set.with(grant(ANOTHER, 30, PlanLevel.BASIC, 30, SUBSCRIPTION)).with(active(60, 30))))
                    .isEqualTo(new PlanState(PlanLevel.BASIC, day(63), true, day(60), null));
        }

        @Test
        void lastsUntilTheEndOfWhatIsPaidOnceItIsCancelled() {
            var cancelled = Subscription.observed(SUBSCRIPTION, "active", PlanLevel.BASIC, day(31), true, day(5), day(5), GRACE);
            assertThat(GrantFold.of(paid.with(active(31, 0)).with(cancelled))).isEqualTo(
                    new PlanState(PlanLevel.BASIC, day(31), true, null, day(5)));
        }

        @Test
        void wasCancelledWhenItWasSeenSoIfNobodySaysWhen() {
            var cancelled = Subscription.observed(SUBSCRIPTION, "active", PlanLevel.BASIC, day(31), true, null, day(6), GRACE);
            assertThat(GrantFold.of(paid.with(cancelled)).cancelledAt()).isEqualTo(day(6));
        }

        @Test
        void countsTheGraceFromTheEndOfWhatIsPaidWhenAPaymentIsPastDue() {
            // the provider has begun the next period already
            var overdue = Subscription.observed(SUBSCRIPTION, "past_due", PlanLevel.BASIC, day(60), false, null, day(30), GRACE);
            assertThat(GrantFold.of(paid.with(overdue))).isEqualTo(new PlanState(PlanLevel.BASIC, day(33), true, day(60), null));
            assertThat(GrantFold.of(paid.with(overdue).with(grant(ANOTHER, 32, PlanLevel.BASIC, 30, SUBSCRIPTION))).expiresAt())
                    .isEqualTo(day(63));
        }
    }

    @Nested
    class ASubscriptionThatDoesNotRun {
        @ParameterizedTest
        @ValueSource(strings = {"canceled", "unpaid", "incomplete", "incomplete_expired", "paused", "something new"})
        void leavesTheDaysThatWerePaid(String status) {
            var ended = Subscription.observed(SUBSCRIPTION, status, PlanLevel.BASIC, day(60), false, day(2), day(2), GRACE);
            assertThat(GrantFold.of(PlanFacts.NONE.with(grant(PAID, 0, PlanLevel.BASIC, 30, SUBSCRIPTION)).with(ended)))
                    .isEqualTo(once(PlanLevel.BASIC, day(30)));
        }

        @Test
        void staysSoWhenAnOlderSightArrivesLate() {
            var ended = Subscription.observed(SUBSCRIPTION, "canceled", PlanLevel.BASIC, day(60), false, day(2), day(2), GRACE);
            assertThat(PlanFacts.NONE.with(ended).with(active(30, 1))).isEqualTo(PlanFacts.NONE.with(ended));
        }
    }

    @Nested
    class AnInstant {
        private final PlanState state = new PlanState(PlanLevel.PRO, day(30), true, day(27), null);

        @Test
        void beforeTheEndLeavesThePlan() {
            assertThat(state.at(day(30).minusMillis(1))).isEqualTo(state);
        }

        @Test
        void fromTheEndOnFindsTheFreeOne() {
            assertThat(state.at(day(30))).isEqualTo(new PlanState(PlanLevel.FREE, null, true, day(27), null));
        }
    }

    @Test
    void knowTheSameTwiceAsOnce() {
        var grant = grant(PAID, 0, PlanLevel.PRO, 90, SUBSCRIPTION);
        var setting = new PlanSetting(new UUID(0, 9), day(3), PlanLevel.PRO, day(8));
        var once = PlanFacts.NONE.with(grant).amended(PAID, 3).with(setting).with(active(30, 1));
        assertThat(once.with(grant).amended(PAID, 3).with(setting).with(active(30, 1))).isEqualTo(once);
    }

    @RepeatedTest(60)
    void comeToTheSameInEveryOrderOfUpToFive(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var facts = facts(random);
        var outcome = GrantFold.of(known(facts));
        for (var order : Orders.of(facts)) {
            assertThat(GrantFold.of(known(order))).as("seed %d", repetition.getCurrentRepetition()).isEqualTo(outcome);
            // and each of them again
            assertThat(GrantFold.of(known(order.reversed(), known(order)))).isEqualTo(outcome);
        }
    }

    /** Grants, amendments of some of them, settings and sights of one subscription. */
    private static List<UnaryOperator<PlanFacts>> facts(Random random) {
        var levels = List.of(PlanLevel.BASIC, PlanLevel.PRO, PlanLevel.PREMIUM);
        var facts = new ArrayList<UnaryOperator<PlanFacts>>();
        while (facts.size() < 5) {
            int number = facts.size();
            var id = new UUID(random.nextLong(), random.nextLong());
            var level = levels.get(random.nextInt(3));
            int day = random.nextInt(6) * 20;
            switch (random.nextInt(4)) {
                case 0 -> facts.add(known -> known.with(grant(id, day, level, 30, null)));
                case 1 -> {
                    facts.add(known -> known.with(grant(id, day, level, 30, SUBSCRIPTION)));
                    int days = random.nextInt(3) * 15;
                    if (random.nextBoolean() && facts.size() < 5) {
                        facts.add(known -> known.amended(id, days));
                    }
                }
                case 2 -> {
                    var setting = new PlanSetting(id, day(day), number % 2 == 0 ? PlanLevel.FREE : level,
                            number % 2 == 0 ? null : day(day + 10));
                    facts.add(known -> known.with(setting));
                }
                default -> {
                    var seen = Subscription.observed(SUBSCRIPTION, List.of("active", "past_due", "canceled").get(random.nextInt(3)),
                            level, day(day + 31), random.nextBoolean(), null, day(number), GRACE);
                    facts.add(known -> known.with(seen));
                }
            }
        }
        return facts;
    }

    private static PlanFacts known(List<UnaryOperator<PlanFacts>> facts) {
        return known(facts, PlanFacts.NONE);
    }

    private static PlanFacts known(List<UnaryOperator<PlanFacts>> facts, PlanFacts before) {
        var known = before;
        for (var fact : facts) {
            known = fact.apply(known);
        }
        return known;
    }

    private static PlanState once(PlanLevel level, Instant expiresAt) {
        return new PlanState(level, expiresAt, false, null, null);
    }

    private static Subscription active(int periodEnds, int asOf) {
        return Subscription.observed(SUBSCRIPTION, "active", PlanLevel.BASIC, day(periodEnds), false, null, day(asOf), GRACE);
    }

    private static Grant grant(UUID id, int day, PlanLevel level, int days, @Nullable String subscription) {
        return new Grant(id, day(day), level, days, subscription);
    }

    private static Instant day(int day) {
        return DAY_0.plus(Duration.ofDays(day));
    }
}
