package studio.dictation.query.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.events.membership.MembershipEvent;
import studio.dictation.rules.PlanLevel;

import static org.assertj.core.api.Assertions.assertThat;

class BillingStateTest {
    private final Story story = new Story(new UUID(0, 1));

    @Test
    void isFreeBecauseOfNothingBeforeAnythingHasHappened() {
        var state = view(Story.BEGIN);

        assertThat(state.plan()).isEqualTo(new ExplainedView<>("Free", List.of()));
        assertThat(state.entitlement()).isEqualTo(new ExplainedView<>("Free", List.of()));
        assertThat(state.expiresAt()).isEqualTo(new ExplainedView<>(null, List.of()));
        assertThat(state.quota().limit()).isEqualTo(new ExplainedView<>(4, List.of()));
        assertThat(state.quota().used()).isEmpty();
        assertThat(state.quota().cycleStartedAt().value()).isNull();
    }

    @Test
    void endsWhenAllGrantsOfARunEndAndHasTheLevelOfTheHighest() {
        story.granted(PlanLevel.PRO, 10);
        story.days(5).granted(PlanLevel.BASIC, 30);

        var state = view(story.now);

        assertThat(state.plan()).isEqualTo(explained("Pro", 0));
        assertThat(state.expiresAt()).isEqualTo(explained(text(Story.BEGIN.plus(Duration.ofDays(40))), 0, 1));
        assertThat(state.entitlement()).isEqualTo(explained("Pro", 0));
        assertThat(state.quota().limit()).isEqualTo(explained(-1, 0));
    }

    @Test
    void isMadeByTheLastRunAlone() {
        story.granted(PlanLevel.PREMIUM, 10);
        story.days(20).granted(PlanLevel.BASIC, 30);

        assertThat(view(story.now).plan()).isEqualTo(explained("Basic", 1));
        assertThat(view(story.now).expiresAt().by()).isEqualTo(causes(1));
    }

    @Test
    void isMadeByASettingAndWhatWasGivenOnTopOfIt() {
        story.granted(PlanLevel.PREMIUM, 100);
        story.days(1).set(PlanLevel.BASIC, 10);
        story.days(1).granted(PlanLevel.BASIC, 10);

        assertThat(view(story.now).plan()).isEqualTo(explained("Basic", 1, 2));
        assertThat(view(story.now).expiresAt().by()).isEqualTo(causes(1, 2));
    }

    @Test
    void isFreeBecauseItWasSetOrTakenBack() {
        var grant = story.granted(PlanLevel.PRO, 30);
        story.days(1).amended(grant, 0);
        assertThat(view(story.now).plan()).isEqualTo(explained("Free", 0, 1));

        story.days(1).set(PlanLevel.FREE, 0);
        assertThat(view(story.now).plan()).isEqualTo(explained("Free", 2));
    }

    @Test
    void isShorterBecauseDaysWereTakenBack() {
        var grant = story.granted(PlanLevel.PRO, 30);
        story.days(1).amended(grant, 20);

        assertThat(view(story.now).expiresAt()).isEqualTo(explained(text(Story.BEGIN.plus(Duration.ofDays(20))), 0, 1));
    }

    @Test
    void isOverBecauseOfWhatSetItsEnd() {
        story.granted(PlanLevel.PRO, 10);
        story.days(10).expired();

        var state = view(story.now);

        assertThat(state.plan()).isEqualTo(explained("Pro", 0));
        assertThat(state.entitlement()).isEqualTo(explained("Free", 0, 1));
        assertThat(view(Story.BEGIN.plus(Duration.ofDays(10)).minusMillis(1)).entitlement().value()).isEqualTo("Pro");
    }

    @Test
    void lastsLongerBecauseOfASubscription() {
        var ends = story.now.plus(Duration.ofDays(31));
        story.granted(PlanLevel.PRO, 30, story.now, "sub_1");
        story.days(0).subscription("sub_1", "active", PlanLevel.PRO, ends, false);

        var state = view(story.now);

        assertThat(state.expiresAt()).isEqualTo(explained(text(ends.plus(Duration.ofHours(72))), 0, 1));
        assertThat(state.recurring()).isEqualTo(explained(true, 1));
        assertThat(state.nextPaymentAt()).isEqualTo(explained(text(ends), 1));
    }

    @Test
    void countsEachVideoBecauseItWasOpened() {
        story.opened("c:a");
        story.days(1).opened("c:b");
        story.days(1).granted(PlanLevel.BASIC, 3);
        story.days(1).opened("c:c");

        var quota = view(story.now).quota();

        assertThat(quota.used()).containsExactly(explained("c:a", 0), explained("c:b", 1));
        assertThat(quota.limit()).isEqualTo(explained(-1, 2));
        assertThat(quota.known()).isEqualTo(3);
        assertThat(quota.cycleStartedAt()).isEqualTo(explained(text(Story.BEGIN), 0));
        assertThat(quota.cycleEndsAt()).isEqualTo(explained(text(Story.BEGIN.plus(Duration.ofDays(30))), 0));
        assertThat(view(Story.BEGIN.plus(Duration.ofDays(31))).quota().used()).isEmpty();
        assertThat(view(Story.BEGIN.plus(Duration.ofDays(31))).quota().cycleStartedAt())
                .isEqualTo(explained(text(Story.BEGIN.plus(Duration.ofDays(30))), 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isWhatEachEventSaysThatCameOfIt(long seed) {
        var generated = Story.generated(new UUID(0, seed), new Random(seed), 300);
        var state = new BillingState();

        for (var event : generated.memberships()) {
            state.apply(event, cause(0));
            var decidedAt = PlanEvents.decidedAt(event);
            PlanEvents.outcome(event).ifPresent(outcome ->
                    assertThat(PlanEvents.outcome(state.plan().at(decidedAt))).isEqualTo(outcome));
            // A plan is explained as soon as there is one.
            var view = state.viewAt(decidedAt, 0);
            assertThat(view.plan().value().equals("Free") || !view.plan().by().isEmpty()).isTrue();
        }
    }

    private StateView view(Instant at) {
        var state = new BillingState();
        List<MembershipEvent> events = story.memberships();
        for (int i = 0; i < events.size(); i++) {
            state.apply(events.get(i), cause(i));
        }
        return state.viewAt(at, events.size());
    }

    private static <T> ExplainedView<T> explained(T value, int... by) {
        return new ExplainedView<>(value, causes(by));
    }

    private static List<CauseView> causes(int... by) {
        return java.util.Arrays.stream(by).mapToObj(BillingStateTest::cause).toList();
    }

    private static CauseView cause(int number) {
        return new CauseView("1:" + number, "event", "then");
    }

    private static String text(Instant instant) {
        return Times.text(instant);
    }
}
