package studio.dictation.command.membership;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.Rejection;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.PlanExpired;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.events.membership.SubscriptionChanged;
import studio.dictation.rules.PlanLevel;
import studio.dictation.rules.QuotaCycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MembershipTest {
    private static final Instant DAY_0 = Instant.parse("2028-01-31T09:00:00.001Z");
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000ada0");
    private static final UUID GRANT = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID OTHER_GRANT = UUID.fromString("00000000-0000-4000-8000-000000000002");

    @Nested
    class OpeningVideosOnTheFreePlan {
        @Test
        void beginsTheFirstCycleWithTheFirstVideo() {
            at(DAY_0).givenNoPriorActivity().when(open(1)).expectEvents(consumed(1, 1, DAY_0, DAY_0));
        }

        @Test
        void countsEachNewVideo() {
            at(DAY_0.plusSeconds(9)).given(consumed(1, 1, DAY_0, DAY_0)).when(open(2))
                    .expectEvents(consumed(1, 2, DAY_0, DAY_0.plusSeconds(9)));
        }

        @Test
        void countsAKnownVideoNoSecondTime() {
            at(DAY_0).given(consumed(1, 1, DAY_0, DAY_0)).when(open(1)).expectNoEvents();
        }
    }

    @Nested
    class AFullCycle {
        private final Object full = consumed(1, 4, DAY_0, DAY_0);

        @Test
        void refusesAFifthVideoUntilThirtyDaysHavePassed() {
            at(DAY_0.plus(QuotaCycle.LENGTH)).given(full).when(open(5))
                    .expectException(QuotaExhausted.class)
                    .expectExceptionMessage("Failed to register video, quota exceeded").expectNoEvents();
        }

        @Test
        void givesWayToTheNextAMillisecondLater() {
            var next = DAY_0.plus(QuotaCycle.LENGTH);
            at(next.plusMillis(1)).given(full).when(open(5))
                    .expectEvents(consumed(5, 5, next, next.plusMillis(1)));
        }

        @Test
        void leavesVideosOfEarlierCyclesFree() {
            at(DAY_0).given(full, consumed(5, 8, DAY_0.plus(QuotaCycle.LENGTH), DAY_0)).when(open(1)).expectNoEvents();
        }

        @Test
        void isFollowedByCyclesAtWholeMultiplesThroughALeapDay() {
            var now = Instant.parse("2029-03-01T00:00:00Z");
            at(now).given(full).when(open(5))
                    .expectEvents(consumed(5, 5, DAY_0.plus(Duration.ofDays(390)), now));
        }

        @Test
        void saysHowManyAndUntilWhen() {
            var refusal = new QuotaExhausted(QuotaCycle.LIMIT, DAY_0);
            assertThat(refusal.kind()).isEqualTo(Rejection.Kind.FORBIDDEN);
            assertThat(refusal.code()).isEqualTo("quota-exhausted");
            assertThat(refusal.limit()).isEqualTo(4);
            assertThat(refusal.cycleEndsAt()).isEqualTo(DAY_0);
        }

        @Test
        void isNoLimitOnceAPlanIsGranted() {
            at(DAY_0.plusSeconds(1)).given(full, granted(GRANT, PlanLevel.BASIC, 30, DAY_0, DAY_0.plus(days(30))))
                    .when(open(5)).expectEvents(new PaidVideoOpened(ADA, video(5).key(), DAY_0.plusSeconds(1)));
        }
    }

    @Nested
    class OpeningVideosOnAPaidPlan {
        private final Instant expiry = DAY_0.plus(days(60));
        private final Object pro = granted(GRANT, PlanLevel.PRO, 60, DAY_0, expiry);

        @Test
        void isRememberedButNotCounted() {
            at(DAY_0).given(pro).when(open(1)).expectEvents(new PaidVideoOpened(ADA, video(1).key(), DAY_0));
        }

        @Test
        void isRememberedOnce() {
            at(DAY_0).given(pro, new PaidVideoOpened(ADA, video(1).key(), DAY_0)).when(open(1)).expectNoEvents();
        }

        @Test
        void keepsThemFreeWhenThePlanIsOver() {
            at(expiry.plus(days(1))).given(pro, new PaidVideoOpened(ADA, video(1).key(), DAY_0)).when(open(1))
                    .expectNoEvents();
        }

        @Test
        void lastsUntilTheInstantThePlanExpires() {
            at(expiry.minusMillis(1)).given(pro).when(open(1))
                    .expectEvents(new PaidVideoOpened(ADA, video(1).key(), expiry.minusMillis(1)));
            at(expiry).given(pro).when(open(1)).expectEvents(
                    new QuotaConsumed(ADA, video(1).key(), List.of(video(1).key()), 4, expiry, expiry, expiry));
        }

        @Test
        void keepsTheAnchorOfTheFreeCyclesBefore() {
            at(expiry.plusMillis(1)).given(consumed(1, 4, DAY_0, DAY_0), pro).when(open(5))
                    .expectEvents(consumed(5, 5, expiry, expiry.plusMillis(1)));
        }
    }

    @Nested
    class GrantingAPlan {
        @Test
        void recordsGrantAndOutcome() {
            at(DAY_0).givenNoPriorActivity().when(GrantPlan.byDays(ADA, GRANT, 60, "admin"))
                    .expectEvents(granted(GRANT, PlanLevel.PRO, 60, DAY_0, DAY_0.plus(days(60))));
        }

        @Test
        void twiceCountsOnce() {
            at(DAY_0).given(granted(GRANT, PlanLevel.PRO, 60, DAY_0, DAY_0.plus(days(60))))
                    .when(GrantPlan.byDays(ADA, GRANT, 60, "admin")).expectNoEvents();
        }

        @Test
        void stacksOnAPlanThatRunsAndKeepsTheHigherLevel() {
            var now = DAY_0.plus(days(10));
            at(now).given(granted(GRANT, PlanLevel.PREMIUM, 100, DAY_0, DAY_0.plus(days(100))))
                    .when(GrantPlan.byDays(ADA, OTHER_GRANT, 30, "admin"))
                    .expectEvents(new PlanGranted(ADA, OTHER_GRANT, "Basic", 30, "admin", null, null, now,
                            outcome(PlanLevel.PREMIUM, DAY_0.plus(days(130))), now));
        }

        @Test
        void startsAnewWhenThePlanIsOver() {
            var now = DAY_0.plus(days(100));
            at(now).given(granted(GRANT, PlanLevel.PREMIUM, 100, DAY_0, now))
                    .when(GrantPlan.byDays(ADA, OTHER_GRANT, 30, "admin"))
                    .expectEvents(granted(OTHER_GRANT, PlanLevel.BASIC, 30, now, now.plus(days(30))));
        }

        @ParameterizedTest
        @CsvSource({"-1, PREMIUM, 36500", "36500, PREMIUM, 36500", "90, PREMIUM, 90", "89, PRO, 89", "1, BASIC, 1"})
        void namesTheLevelByDays(int days, PlanLevel level, int granted) {
            assertThat(GrantPlan.byDays(ADA, GRANT, days, "admin"))
                    .isEqualTo(new GrantPlan(ADA, GRANT, level, granted, "admin"));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -2, 36_501, Integer.MAX_VALUE, Integer.MIN_VALUE})
        void refusesOtherDays(int days) {
            assertThatExceptionOfType(InvalidInput.class)
                    .isThrownBy(() -> GrantPlan.byDays(ADA, GRANT, days, "admin"))
                    .satisfies(refusal -> assertThat(refusal.errors())
                            .containsExactly(new FieldError("duration", "must be -1 or 1 to 36,500 days")));
        }

        @Test
        void isNeverOfTheFreePlan() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new GrantPlan(ADA, GRANT, PlanLevel.FREE, 30, "admin"));
        }
    }

    @Nested
    class SettingThePlan {
        private static final UUID SETTING = UUID.fromString("00000000-0000-4000-8000-000000000003");
        private static final UUID OTHER_SETTING = UUID.fromString("00000000-0000-4000-8000-000000000004");
        private final Object premium = granted(GRANT, PlanLevel.PREMIUM, 100, DAY_0, DAY_0.plus(days(100)));

        @Test
        void replacesWhatWasThere() {
            var now = DAY_0.plus(days(10));
            at(now).given(premium).when(set(SETTING, PlanLevel.BASIC, 5))
                    .expectEvents(wasSet(SETTING, PlanLevel.BASIC, 5, now, now));
        }

        @Test
        void twiceCountsOnce() {
            at(DAY_0.plusSeconds(9)).given(wasSet(SETTING, PlanLevel.PRO, 90, DAY_0, DAY_0))
                    .when(set(SETTING, PlanLevel.PRO, 90)).expectNoEvents();
        }

        @Test
        void isAddedToByTheNextGrant() {
            var now = DAY_0.plus(days(10));
            at(now).given(premium, wasSet(SETTING, PlanLevel.PRO, 20, now, now))
                    .when(GrantPlan.byDays(ADA, OTHER_GRANT, 30, "admin"))
                    .expectEvents(new PlanGranted(ADA, OTHER_GRANT, "Basic", 30, "admin", null, null, now,
                            outcome(PlanLevel.PRO, now.plus(days(50))), now));
        }

        @Test
        void toFreeEndsThePlanAtOnceAndTheNextGrantStartsAnew() {
            var now = DAY_0.plus(days(10));
            var free = wasSet(SETTING, PlanLevel.FREE, 0, now, now);
            at(now).given(premium).when(set(SETTING, PlanLevel.FREE, 77)).expectEvents(free);
            at(now).given(premium, free).when(open(1)).expectEvents(
                    new QuotaConsumed(ADA, video(1).key(), List.of(video(1).key()), 4, now, now, now));
            at(now.plusSeconds(1)).given(premium, free).when(GrantPlan.byDays(ADA, OTHER_GRANT, 30, "admin"))
                    .expectEvents(granted(OTHER_GRANT, PlanLevel.BASIC, 30, now.plusSeconds(1), now.plusSeconds(1).plus(days(30))));
        }

        @Test
        void toFreeLeavesTheCycleThatWasFull() {
            at(DAY_0).given(consumed(1, 4, DAY_0, DAY_0), premium, wasSet(SETTING, PlanLevel.FREE, 0, DAY_0.plusMillis(1), DAY_0))
                    .when(open(5)).expectException(QuotaExhausted.class).expectNoEvents();
        }

        @Test
        void liftsTheLimit() {
            at(DAY_0).given(consumed(1, 4, DAY_0, DAY_0), wasSet(SETTING, PlanLevel.BASIC, 30, DAY_0, DAY_0))
                    .when(open(5)).expectEvents(new PaidVideoOpened(ADA, video(5).key(), DAY_0));
        }

        @Test
        void comesAfterWhatANodeDecidedWhoseClockIsAhead() {
            var ahead = DAY_0.plusSeconds(1);
            at(DAY_0).given(granted(GRANT, PlanLevel.PREMIUM, 100, ahead, ahead.plus(days(100))))
                    .when(set(SETTING, PlanLevel.BASIC, 5))
                    .expectEvents(wasSet(SETTING, PlanLevel.BASIC, 5, ahead.plusMillis(1), DAY_0));
            at(DAY_0).given(wasSet(SETTING, PlanLevel.PRO, 5, ahead, ahead)).when(set(OTHER_SETTING, PlanLevel.FREE, 0))
                    .expectEvents(wasSet(OTHER_SETTING, PlanLevel.FREE, 0, ahead.plusMillis(1), DAY_0));
        }

        @Test
        void isFollowedByAGrantOfANodeWhoseClockIsBehind() {
            var ahead = DAY_0.plusSeconds(1);
            at(DAY_0).given(wasSet(SETTING, PlanLevel.BASIC, 30, ahead, ahead))
                    .when(GrantPlan.byDays(ADA, GRANT, 90, "admin"))
                    .expectEvents(new PlanGranted(ADA, GRANT, "Premium", 90, "admin", null, null, ahead,
                            outcome(PlanLevel.PREMIUM, ahead.plus(days(120))), DAY_0));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1, 36_501, Integer.MAX_VALUE, Integer.MIN_VALUE})
        void refusesOtherDays(int days) {
            assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> set(SETTING, PlanLevel.PRO, days))
                    .satisfies(refusal -> assertThat(refusal.errors())
                            .containsExactly(new FieldError("duration", "must be 1 to 36,500 days")));
        }

        @ParameterizedTest
        @CsvSource({"free, FREE", "FREE, FREE", "Basic, BASIC", "pRo, PRO", "PREMIUM, PREMIUM"})
        void knowsPlansByTheirNames(String name, PlanLevel level) {
            assertThat(SetPlan.levelOf(name)).isEqualTo(level);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "Gold", "Premium+"})
        void knowsNoOtherPlans(String name) {
            assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> SetPlan.levelOf(name))
                    .satisfies(refusal -> assertThat(refusal.errors())
                            .containsExactly(new FieldError("plan", "must be Free, Basic, Pro or Premium")));
        }

        private static SetPlan set(UUID setting, PlanLevel level, int days) {
            return new SetPlan(ADA, setting, level, days, "admin");
        }

        private static PlanSet wasSet(UUID setting, PlanLevel level, int days, Instant setAt, Instant now) {
            var expiresAt = level.isPaid() ? now.plus(days(days)) : null;
            return new PlanSet(ADA, setting, level.text(), days, "admin", setAt, expiresAt, outcome(level, expiresAt), now);
        }
    }

    @Nested
    class GrantingWhatWasPaidFor {
        private final GrantPlan paid =
                new GrantPlan(ADA, GRANT, PlanLevel.BASIC, 30, "payment", "in_1", "sub_1", DAY_0);

        @Test
        void countsFromThePaymentWheneverItBecomesKnown() {
            at(DAY_0.plus(days(2))).givenNoPriorActivity().when(paid).expectEvents(new PlanGranted(ADA, GRANT, "Basic", 30,
                    "payment", "in_1", "sub_1", DAY_0, outcome(PlanLevel.BASIC, DAY_0.plus(days(30))), DAY_0.plus(days(2))));
        }

        @Test
        void isFreeAtOnceWhenItBecomesKnownTooLate() {
            at(DAY_0.plus(days(30))).givenNoPriorActivity().when(paid).expectEvents(new PlanGranted(ADA, GRANT, "Basic", 30,
                    "payment", "in_1", "sub_1", DAY_0, outcome(PlanLevel.FREE, null), DAY_0.plus(days(30))));
        }

        @Test
        void takesItsPlaceBeforeWhatWasGrantedLater() {
            at(DAY_0.plus(days(40))).given(granted(OTHER_GRANT, PlanLevel.PRO, 60, DAY_0.plus(days(20)), DAY_0.plus(days(80))))
                    .when(paid).expectEvents(new PlanGranted(ADA, GRANT, "Basic", 30, "payment", "in_1", "sub_1", DAY_0,
                            outcome(PlanLevel.PRO, DAY_0.plus(days(90))), DAY_0.plus(days(40))));
        }

        @Test
        void countsNoMoreWhereThePlanWasSetSinceThePayment() {
            var setAt = DAY_0.plus(days(1));
            at(setAt.plusSeconds(1)).given(new PlanSet(ADA, OTHER_GRANT, "Free", 0, "admin", setAt, null,
                            outcome(PlanLevel.FREE, null), setAt))
                    .when(paid).expectEvents(new PlanGranted(ADA, GRANT, "Basic", 30, "payment", "in_1", "sub_1", DAY_0,
                            outcome(PlanLevel.FREE, null), setAt.plusSeconds(1)));
        }
    }

    @Nested
    class APaymentInTheSecondOfASetting {
        // The provider says which second, the setting which millisecond.
        private final Instant second = DAY_0.minusMillis(1);
        private final Instant setAt = second.plusMillis(300);
        private final GrantPlan paid = new GrantPlan(ADA, GRANT, PlanLevel.BASIC, 30, "payment", "cs_1", null, second);

        @Test
        void countsWhenItBecomesKnownLater() {
            at(setAt.plusSeconds(5)).given(new PlanSet(ADA, OTHER_GRANT, "Free", 0, "admin", setAt, null,
                            outcome(PlanLevel.FREE, null), setAt))
                    .when(paid).expectEvents(new PlanGranted(ADA, GRANT, "Basic", 30, "payment", "cs_1", null, second,
                            outcome(PlanLevel.BASIC, second.plus(days(30))), setAt.plusSeconds(5)));
        }

        @Test
        void countsNoMoreWhenItWasKnownBefore() {
            at(setAt).given(new PlanGranted(ADA, GRANT, "Basic", 30, "payment", "cs_1", null, second,
                            outcome(PlanLevel.BASIC, second.plus(days(30))), second))
                    .when(new SetPlan(ADA, OTHER_GRANT, PlanLevel.FREE, 0, "admin"))
                    .expectEvents(new PlanSet(ADA, OTHER_GRANT, "Free", 0, "admin", second.plusSeconds(1), null,
                            outcome(PlanLevel.FREE, null), setAt));
        }
    }

    @Nested
    class AmendingAGrant {
        private final Object pro = granted(GRANT, PlanLevel.PRO, 90, DAY_0, DAY_0.plus(days(90)));

        @Test
        void takesItBack() {
            at(DAY_0.plusSeconds(1)).given(pro).when(amend(0)).expectEvents(amended(0, outcome(PlanLevel.FREE, null)));
        }

        @Test
        void letsSomeOfItsDaysCount() {
            at(DAY_0.plusSeconds(1)).given(pro).when(amend(30))
                    .expectEvents(amended(30, outcome(PlanLevel.PRO, DAY_0.plus(days(30)))));
        }

        @Test
        void twiceCountsOnce() {
            at(DAY_0.plusSeconds(1)).given(pro, amended(0, outcome(PlanLevel.FREE, null))).when(amend(0)).expectNoEvents();
        }

        @Test
        void countsNoMoreWhenItComesAfterWhatWasDecidedLater() {
            at(DAY_0.plusSeconds(1)).given(pro, amended(90, 2, outcome(PlanLevel.PRO, DAY_0.plus(days(90)))))
                    .when(amend(0, 1)).expectNoEvents();
        }

        @Test
        void isNotedThoughItChangesNothingSoThatAnEarlierOneMayComeLate() {
            at(DAY_0.plusSeconds(1)).given(pro).when(amend(90, 2))
                    .expectEvents(amended(90, 2, outcome(PlanLevel.PRO, DAY_0.plus(days(90)))));
        }

        @Test
        void givesItAgain() {
            at(DAY_0.plusSeconds(1)).given(pro, amended(0, outcome(PlanLevel.FREE, null))).when(amend(90, 2))
                    .expectEvents(amended(90, 2, outcome(PlanLevel.PRO, DAY_0.plus(days(90)))));
        }

        @Test
        void isRememberedForOneThatIsNotKnownYet() {
            at(DAY_0.plusSeconds(1)).givenNoPriorActivity().when(amend(10)).expectEvents(amended(10, outcome(PlanLevel.FREE, null)));
            at(DAY_0.plusSeconds(1)).given(amended(10, outcome(PlanLevel.FREE, null)))
                    .when(new GrantPlan(ADA, GRANT, PlanLevel.PRO, 90, "payment", null, null, DAY_0))
                    .expectEvents(new PlanGranted(ADA, GRANT, "Pro", 90, "payment", null, null, DAY_0,
                            outcome(PlanLevel.PRO, DAY_0.plus(days(10))), DAY_0.plusSeconds(1)));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 36_501})
        void isOfDaysThatThereCanBe(int days) {
            assertThatIllegalArgumentException().isThrownBy(() -> amend(days));
        }

        private static AmendGrant amend(int days) {
            return amend(days, 1);
        }

        private static AmendGrant amend(int days, long decision) {
            return new AmendGrant(ADA, GRANT, days, "refund", "ch_1", decision);
        }

        private static GrantAmended amended(int days, PlanOutcome outcome) {
            return amended(days, 1, outcome);
        }

        private static GrantAmended amended(int days, long decision, PlanOutcome outcome) {
            return new GrantAmended(ADA, GRANT, days, "refund", "ch_1", decision, outcome, DAY_0.plusSeconds(1));
        }
    }

    @Nested
    class ObservingASubscription {
        private final Instant renewal = DAY_0.plus(days(30));
        private final Object paid = new PlanGranted(ADA, GRANT, "Basic", 30, "payment", "in_1", "sub_1", DAY_0,
                outcome(PlanLevel.BASIC, renewal), DAY_0);
        private final PlanOutcome running = new PlanOutcome("Basic", renewal.plus(days(3)), true, renewal, null);
        private final Object active = changed("active", false, null, renewal.plus(days(3)), DAY_0, running);

        @Test
        void extendsThePlanByTheGrace() {
            at(DAY_0).given(paid).when(observe("active", false, null, DAY_0)).expectEvents(active);
        }

        @Test
        void isOfNoMatterWhenItSaysTheSameOrWasSeenEarlier() {
            at(DAY_0).given(paid, active).when(observe("active", false, null, DAY_0.plusSeconds(9))).expectNoEvents();
            at(DAY_0).given(paid, active).when(observe("canceled", false, null, DAY_0.minusMillis(1))).expectNoEvents();
        }

        @Test
        void endsWithWhatIsPaidOnceItIsCancelled() {
            var cancelledAt = DAY_0.plusSeconds(7);
            at(DAY_0).given(paid, active).when(observe("active", true, cancelledAt, cancelledAt)).expectEvents(
                    changed("active", true, cancelledAt, renewal, cancelledAt,
                            new PlanOutcome("Basic", renewal, true, null, cancelledAt)));
        }

        @Test
        void leavesThePaidDaysWhenItDoesNotRun() {
            at(DAY_0).given(paid, active).when(observe("canceled", false, null, DAY_0.plusSeconds(7))).expectEvents(
                    changed("canceled", false, null, null, DAY_0.plusSeconds(7), outcome(PlanLevel.BASIC, renewal)));
        }

        @Test
        void beforeItIsPaidGivesNothingButIsCountedAfterwards() {
            var unpaid = changed("active", false, null, renewal.plus(days(3)), DAY_0, new PlanOutcome("Free", null, true, renewal, null));
            at(DAY_0).givenNoPriorActivity().when(observe("active", false, null, DAY_0)).expectEvents(unpaid);
            at(DAY_0).given(unpaid).when(new GrantPlan(ADA, GRANT, PlanLevel.BASIC, 30, "payment", "in_1", "sub_1", DAY_0))
                    .expectEvents(new PlanGranted(ADA, GRANT, "Basic", 30, "payment", "in_1", "sub_1", DAY_0, running, DAY_0));
        }

        @Test
        void liftsTheLimitThroughTheGrace() {
            var last = renewal.plus(days(3)).minusMillis(1);
            at(last).given(paid, active).when(open(1)).expectEvents(new PaidVideoOpened(ADA, video(1).key(), last));
        }

        private ObserveSubscription observe(String status, boolean ends, @Nullable Instant cancelledAt, Instant asOf) {
            return new ObserveSubscription(ADA, "sub_1", status, PlanLevel.BASIC, renewal, ends, cancelledAt, asOf);
        }

        private SubscriptionChanged changed(String status, boolean ends, @Nullable Instant cancelledAt,
                @Nullable Instant entitledUntil, Instant asOf, PlanOutcome outcome) {
            return new SubscriptionChanged(ADA, "sub_1", status, "Basic", renewal, ends, cancelledAt, entitledUntil, asOf, outcome,
                    DAY_0);
        }
    }

    @Nested
    class AnExpiringPlan {
        private final Instant end = DAY_0.plus(days(30));
        private final Object basic = granted(GRANT, PlanLevel.BASIC, 30, DAY_0, end);
        private final Object expired = new PlanExpired(ADA, end, outcome(PlanLevel.FREE, null), end);

        @Test
        void isNotedFromItsEndOn() {
            at(end).given(basic).when(new ExpirePlan(ADA)).expectEvents(expired);
        }

        @Test
        void isNotNotedBeforeAndSaysWhenToAskAgain() {
            at(end.minusMillis(1)).given(basic).when(new ExpirePlan(ADA)).expectNoEvents().expectResultMessagePayload(end);
        }

        @Test
        void isNotedOnce() {
            at(end.plusSeconds(1)).given(basic, expired).when(new ExpirePlan(ADA)).expectNoEvents();
        }

        @Test
        void isNotNotedWhereAPlanWasEnded() {
            var free = new PlanSet(ADA, OTHER_GRANT, "Free", 0, "admin", DAY_0.plusMillis(1), null, outcome(PlanLevel.FREE, null), DAY_0);
            at(end).given(basic, free).when(new ExpirePlan(ADA)).expectNoEvents();
        }

        @Test
        void isNotedAgainAfterTheNextPlan() {
            var next = granted(OTHER_GRANT, PlanLevel.PRO, 60, end, end.plus(days(60)));
            at(end.plus(days(60))).given(basic, expired, next).when(new ExpirePlan(ADA)).expectEvents(
                    new PlanExpired(ADA, end.plus(days(60)), outcome(PlanLevel.FREE, null), end.plus(days(60))));
        }

        @Test
        void changesNothingOfWhatIsGrantedNext() {
            var now = end.plus(days(1));
            at(now).given(basic, expired).when(GrantPlan.byDays(ADA, OTHER_GRANT, 60, "admin"))
                    .expectEvents(granted(OTHER_GRANT, PlanLevel.PRO, 60, now, now.plus(days(60))));
        }
    }

    private static AggregateTestFixture<Membership> at(Instant now) {
        var membership = new AggregateTestFixture<>(Membership.class);
        membership.registerInjectableResource(new SubscriptionGrace(days(3)));
        membership.registerInjectableResource(Clock.fixed(now, ZoneOffset.UTC));
        return membership;
    }

    private static OpenVideo open(int number) {
        return new OpenVideo(ADA, video(number));
    }

    /** The event of opening video {@code last} in a cycle that has counted {@code first} to {@code last}. */
    private static QuotaConsumed consumed(int first, int last, Instant cycleStart, Instant now) {
        var videos = IntStream.rangeClosed(first, last).mapToObj(number -> video(number).key()).toList();
        return new QuotaConsumed(ADA, videos.getLast(), videos, QuotaCycle.LIMIT, cycleStart, DAY_0, now);
    }

    private static PlanGranted granted(UUID grant, PlanLevel level, int days, Instant from, Instant expiry) {
        return new PlanGranted(ADA, grant, level.text(), days, "admin", null, null, from, outcome(level, expiry), from);
    }

    private static PlanOutcome outcome(PlanLevel level, @Nullable Instant expiresAt) {
        return new PlanOutcome(level.text(), expiresAt, false, null, null);
    }

    private static VideoRef video(int number) {
        return new VideoRef("channel", "video-%05d".formatted(number));
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
