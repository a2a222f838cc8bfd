package studio.dictation.command.membership;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.QuotaConsumed;

import static org.assertj.core.api.Assertions.assertThat;

/** Videos that are opened, and plans that begin and end, whatever the clock does. */
class QuotaCalendarTest {
    private static final Instant BEGIN = Instant.parse("2028-01-31T09:00:00.001Z");
    private static final Duration CYCLE = Duration.ofDays(30);
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000ada0");
    private static final int VIDEOS = 20;
    private static final int STEPS = 45;

    private final List<Object> events = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final List<String> counted = new ArrayList<>();
    private final Map<Instant, Integer> countedByCycle = new HashMap<>();
    private @Nullable Instant firstCycle;
    private Instant cycle = BEGIN;
    private Instant expiresAt = Instant.MIN;
    private Instant grantedAt = Instant.MIN;

    @RepeatedTest(10)
    void hasFourNewVideosACycleAndNoLimitWhileAPlanRuns(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var now = BEGIN;
        for (int step = 0; step < STEPS; step++) {
            now = now.plus(move(random));
            if (random.nextInt(12) == 0 && !now.isBefore(grantedAt)) {
                grant(now, new UUID(repetition.getCurrentRepetition(), step));
            } else {
                open(now, "v%010d".formatted(random.nextInt(VIDEOS)));
            }
        }
        assertThat(countedByCycle.values()).allSatisfy(videos -> assertThat(videos).isLessThanOrEqualTo(4));
        assertThat(countedByCycle.keySet()).allSatisfy(start ->
                assertThat(Duration.between(firstCycle, start).toMillis() % CYCLE.toMillis()).isZero());
    }

    /** Mostly on by hours, now and then to the very end of the cycle or beyond it, over many of them, or back. */
    private Duration move(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> Duration.ofMillis(-random.nextLong(Duration.ofDays(3).toMillis()));
            case 1 -> Duration.ofDays(random.nextInt(200));
            case 2, 3 -> Duration.ofDays(random.nextInt(10));
            default -> Duration.ofMillis(random.nextLong(Duration.ofDays(1).toMillis()));
        };
    }

    private void grant(Instant now, UUID id) {
        expiresAt = (now.isBefore(expiresAt) ? expiresAt : now).plus(CYCLE);
        grantedAt = now;
        happens(now, GrantPlan.byDays(ADA, id, 30, "admin"),
                new PlanGranted(ADA, id, "Basic", 30, "admin", null, null, now,
                        new PlanOutcome("Basic", expiresAt, false, null, null), now));
    }

    private void open(Instant now, String videoId) {
        var video = "c:" + videoId;
        var command = new OpenVideo(ADA, new VideoRef("c", videoId));
        if (known.contains(video)) {
            at(now).when(command).expectNoEvents();
        } else if (now.isBefore(expiresAt)) {
            known.add(video);
            happens(now, command, new PaidVideoOpened(ADA, video, now));
        } else {
            count(now, video, command);
        }
    }

    private void count(Instant now, String video, OpenVideo command) {
        var first = firstCycle == null ? now : firstCycle;
        var running = firstCycle == null ? now : cycle;
        var inCycle = new ArrayList<>(counted);
        while (now.isAfter(running.plus(CYCLE))) {
            running = running.plus(CYCLE);
            inCycle.clear();
        }
        if (inCycle.size() == 4) {
            at(now).when(command).expectException(QuotaExhausted.class).expectNoEvents();
            return;
        }
        inCycle.add(video);
        firstCycle = first;
        cycle = running;
        counted.clear();
        counted.addAll(inCycle);
        known.add(video);
        countedByCycle.merge(running, 1, Integer::sum);
        happens(now, command, new QuotaConsumed(ADA, video, inCycle, 4, running, first, now));
    }

    private void happens(Instant now, Object command, Object event) {
        at(now).when(command).expectEvents(event);
        events.add(event);
    }

    private TestExecutor<Membership> at(Instant now) {
        var membership = new AggregateTestFixture<>(Membership.class);
        membership.registerInjectableResource(Clock.fixed(now, ZoneOffset.UTC));
        return membership.given(events);
    }
}
