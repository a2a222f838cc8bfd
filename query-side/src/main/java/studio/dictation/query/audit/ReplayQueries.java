package studio.dictation.query.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.membership.MembershipEvent;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.eventstore.LedgerEntry;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;
import studio.dictation.rules.QuotaCycle;

/** Folds a membership from zero, and compares with everything that is kept of it. */
public final class ReplayQueries {
    private static final int SHOWN = 100;

    private final Ledger ledger;
    private final LiveState live;
    private final Function<Changes, List<Object>> projections;
    private final Arrival arrival;
    private final Clock clock;

    /**
     * @param ledger      what is stored
     * @param learners    database 0
     * @param projections write plan and quota
     * @param arrival     when Redis shows an event
     * @param clock       says what is over now
     */
    public ReplayQueries(
            Ledger ledger, Reads learners, Function<Changes, List<Object>> projections, Arrival arrival, Clock clock) {
        this.ledger = ledger;
        this.live = new LiveState(learners);
        this.projections = projections;
        this.arrival = arrival;
        this.clock = clock;
    }

    @QueryHandler
    ReplayView handle(GetReplay query) {
        var first = replay(query);
        if (first.view().equal() || first.last() == null) {
            return first.view();
        }
        // What was decided a moment ago may be on its way to Redis.
        var last = ledger.messages(first.last()).getFirst();
        arrival.await(last.getPayload(), first.last().event().eventId());
        return replay(query).view();
    }

    private Replayed replay(GetReplay query) {
        var replay = new Replay(query.accountId());
        ledger.all(query.accountId()).forEach(replay::take);
        var now = clock.instant();
        var fields = live.compared(query.email(), replay.rehearsal);
        var recorded = replay.recorded();
        var view = new ReplayView(
                recorded.differing() == 0 && fields.stream().allMatch(ReplayView.FieldView::equal),
                replay.entries,
                recorded,
                fields,
                replay.state.viewAt(now, replay.entries),
                query.until() == null ? null : replay.future(now, query.until()));
        return new Replayed(view, replay.last);
    }

    private record Replayed(ReplayView view, @Nullable LedgerEntry last) {}

    /** A history that is gone through once more. */
    private final class Replay {
        private final BillingState state = new BillingState();
        private final Rehearsal rehearsal;
        private final List<AnnotationEventHandlerAdapter> rehearsed;
        private final List<ReplayView.DifferenceView> differences = new ArrayList<>();
        private int entries;
        private int compared;
        private int differing;
        private @Nullable LedgerEntry last;

        Replay(UUID accountId) {
            rehearsal = new Rehearsal(Key.user(accountId));
            rehearsed = projections.apply(rehearsal).stream().map(AnnotationEventHandlerAdapter::new).toList();
            ledger.registration(accountId).ifPresent(this::rehearse);
        }

        void take(LedgerEntry entry) {
            entries++;
            last = entry;
            ledger.memberships(entry).forEach(event -> take(event, CauseView.of(entry)));
        }

        ReplayView.RecordedView recorded() {
            return new ReplayView.RecordedView(compared, differing, differences);
        }

        ReplayView.FutureView future(Instant now, Instant until) {
            var plan = state.plan().at(now);
            var turns = Stream.concat(
                            Stream.of(new Turn(plan.nextPaymentAt(), "payment-due"), new Turn(plan.expiresAt(), "plan-ends")),
                            quotaTurns(plan.plan().isPaid() ? plan.expiresAt() : now, until))
                    .filter(turn -> turn.at() != null && turn.at().isAfter(now) && !turn.at().isAfter(until))
                    .sorted(Comparator.comparing(turn -> Objects.requireNonNull(turn.at())))
                    .limit(SHOWN)
                    .map(turn -> new ReplayView.TurnView(Times.text(Objects.requireNonNull(turn.at())), turn.what()))
                    .toList();
            return new ReplayView.FutureView(Times.text(until), turns, state.viewIn(until, entries));
        }

        /** Where cycles turn while the limit applies: from the end of a paid plan on. */
        private Stream<Turn> quotaTurns(@Nullable Instant limited, Instant until) {
            var cycle = state.cycle();
            if (cycle == null || limited == null || limited.isAfter(until)) {
                return Stream.of();
            }
            // The first instant of the next one: a cycle has its last instant.
            return Stream.iterate(cycle.at(limited).endsAt().plusMillis(1), turn -> turn.plus(QuotaCycle.LENGTH))
                    .limit(SHOWN)
                    .takeWhile(turn -> !turn.isAfter(until))
                    .map(turn -> new Turn(turn, "quota-cycle-turns"));
        }

        private void take(MembershipEvent event, CauseView cause) {
            state.apply(event, cause);
            var outcome = PlanEvents.outcome(event).orElse(null);
            if (outcome != null) {
                var replayed = PlanEvents.outcome(state.plan().at(PlanEvents.decidedAt(event)));
                compare(cause, replayed, outcome);
                rehearse(new GenericEventMessage<>(PlanEvents.with(replayed, event)));
                return;
            }
            if (event instanceof QuotaConsumed consumed) {
                compare(cause, Objects.requireNonNull(state.cycle()),
                        new QuotaCycle(consumed.cycleStartedAt(), consumed.firstStartedAt(), consumed.videosInCycle()));
            }
            rehearse(new GenericEventMessage<>(event));
        }

        private void compare(CauseView event, Object replayed, Object recorded) {
            compared++;
            if (!replayed.equals(recorded)) {
                differing++;
                if (differences.size() < SHOWN) {
                    differences.add(new ReplayView.DifferenceView(event, replayed.toString(), recorded.toString()));
                }
            }
        }

        private void rehearse(EventMessage<?> message) {
            for (var projection : rehearsed) {
                try {
                    projection.handle(message);
                } catch (RuntimeException failure) {
                    throw failure;
                } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                }
            }
        }
    }

    private record Turn(@Nullable Instant at, String what) {}
}
