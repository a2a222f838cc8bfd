package studio.dictation.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What grants come to (contract §9.2): days are added to a plan that still runs and the higher level is kept; a grant after
 * the end starts anew; a plan that was set takes the place of all before it. Facts are folded in their own order, so it
 * doesn't matter in which order they became known.
 */
public final class GrantFold {
    // The last instant that a time of four-digit years can tell.
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private GrantFold() {}

    /** The entitlement all those grants come to. */
    public static Entitlement of(Collection<Grant> grants) {
        return of(grants, List.of());
    }

    /** The entitlement all those grants and settings come to. */
    public static Entitlement of(Collection<Grant> grants, Collection<PlanSetting> settings) {
        return settings.stream()
                .max(Comparator.naturalOrder())
                .map(last -> sum(
                        new Entitlement(last.level(), last.expiresAt()),
                        grants.stream().filter(grant -> !grant.atTheLatest().isBefore(last.setAt()))))
                .orElseGet(() -> sum(Entitlement.NONE, grants.stream()));
    }

    /** What all that is known of a membership comes to, told without looking at a clock. */
    public static PlanState of(PlanFacts facts) {
        var counting = facts.grants().stream().map(facts::counting).filter(grant -> grant.days() > 0).toList();
        var granted = of(counting, facts.settings());
        return PlanState.of(extended(granted, facts), facts.subscriptions().values());
    }

    /** A subscription adds no days: each payment is a grant. It bridges the time until the next one. */
    private static Entitlement extended(Entitlement granted, PlanFacts facts) {
        var until = facts.subscriptions().values().stream()
                .flatMap(subscription -> facts.paidUntil(subscription).stream())
                .max(Comparator.naturalOrder());
        return until.filter(end -> granted.expiresAt() != null && end.isAfter(granted.expiresAt()))
                .map(end -> new Entitlement(granted.plan(), end))
                .orElse(granted);
    }

    private static Entitlement sum(Entitlement before, Stream<Grant> grants) {
        return grants.sorted().reduce(before, GrantFold::with, (earlier, later) -> later);
    }

    private static Entitlement with(Entitlement before, Grant grant) {
        var from = grant.grantedAt();
        var running = before.at(from);
        var level = running.compareTo(grant.level()) > 0 ? running : grant.level();
        var start = running.isPaid() && before.expiresAt() != null ? before.expiresAt() : from;
        var end = start.plus(Duration.ofDays(grant.days()));
        return new Entitlement(level, end.isBefore(LATEST) ? end : LATEST);
    }
}
