package studio.dictation.query.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.MembershipEvent;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.PlanExpired;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.events.membership.SubscriptionChanged;
import studio.dictation.rules.Entitlement;
import studio.dictation.rules.Grant;
import studio.dictation.rules.GrantFold;
import studio.dictation.rules.PlanFacts;
import studio.dictation.rules.PlanLevel;
import studio.dictation.rules.PlanSetting;
import studio.dictation.rules.PlanState;
import studio.dictation.rules.QuotaCycle;
import studio.dictation.rules.Subscription;

/**
 * What the entries of a membership come to by the rules alone. Of each event the fact is taken; what it says that came of it
 * is not. Remembers which event each fact is from.
 */
final class BillingState {
    private static final int UNLIMITED = -1;

    private final Map<UUID, CauseView> grants = new HashMap<>();
    private final Map<UUID, CauseView> amendments = new LinkedHashMap<>();
    private final Map<UUID, CauseView> settings = new HashMap<>();
    private final Map<String, CauseView> subscriptions = new HashMap<>();
    private final Map<String, CauseView> videos = new LinkedHashMap<>();
    private final List<Grant> given = new ArrayList<>();
    private final Map<UUID, Integer> daysCounting = new HashMap<>();
    private final List<PlanSetting> set = new ArrayList<>();
    private final Map<String, Subscription> seen = new HashMap<>();
    private @Nullable PlanState plan;
    private @Nullable QuotaCycle cycle;
    private @Nullable CauseView firstCounted;
    private @Nullable CauseView noticed;

    /** Takes the fact of an event into account. */
    void apply(MembershipEvent event, CauseView cause) {
        switch (event) {
            case PlanGranted granted -> {
                if (grants.putIfAbsent(granted.grantId(), cause) == null) {
                    given.add(new Grant(granted.grantId(), granted.grantedAt(), level(granted.level()), granted.days(),
                            granted.subscriptionId()));
                }
            }
            case GrantAmended amended -> {
                daysCounting.put(amended.grantId(), amended.days());
                amendments.put(amended.grantId(), cause);
            }
            case PlanSet setting -> {
                if (settings.putIfAbsent(setting.settingId(), cause) == null) {
                    set.add(new PlanSetting(
                            setting.settingId(), setting.setAt(), level(setting.plan()), setting.expiresAt()));
                }
            }
            case SubscriptionChanged changed -> {
                var known = seen.get(changed.subscriptionId());
                if (known == null || !changed.asOf().isBefore(known.asOf())) {
                    seen.put(changed.subscriptionId(), new Subscription(changed.subscriptionId(), changed.status(),
                            level(changed.level()), changed.periodEndsAt(), changed.cancelAtPeriodEnd(), changed.cancelledAt(),
                            changed.entitledUntil(), changed.asOf()));
                    subscriptions.put(changed.subscriptionId(), cause);
                }
            }
            case PlanExpired _ -> noticed = cause;
            case QuotaConsumed consumed -> {
                count(consumed.video(), consumed.occurredAt());
                videos.putIfAbsent(consumed.video(), cause);
                firstCounted = firstCounted == null ? cause : firstCounted;
            }
            case PaidVideoOpened opened -> videos.putIfAbsent(opened.video(), cause);
        }
        plan = null;
    }

    /** The plan, at no instant in particular. */
    PlanState plan() {
        if (plan == null) {
            plan = GrantFold.of(new PlanFacts(given, daysCounting, set, seen));
        }
        return plan;
    }

    /** The cycle in which a video was counted last; null while none was. */
    @Nullable QuotaCycle cycle() {
        return cycle;
    }

    /** Everything at an instant, explained. */
    StateView viewAt(Instant now, int entries) {
        return view(now, entries, plan().nextPaymentAt());
    }

    /** Everything at an instant to come if nothing else happens: a payment that was due before is none that is to come. */
    StateView viewIn(Instant then, int entries) {
        var next = plan().nextPaymentAt();
        return view(then, entries, next == null || next.isBefore(then) ? null : next);
    }

    private StateView view(Instant now, int entries, @Nullable Instant nextPaymentAt) {
        var folded = plan();
        var made = made();
        var expiry = Stream.concat(made.facts().stream(), bridging(made.granted()))
                .distinct()
                .toList();
        var levels = made.levels();
        var isOver = folded.plan().isPaid() && !folded.at(now).plan().isPaid();
        var holds = isOver ? Stream.concat(expiry.stream(), Stream.ofNullable(noticed)).distinct().toList() : levels;
        var running = seen.values().stream()
                .filter(Subscription::runs)
                .map(Subscription::id)
                .sorted()
                .toList();
        var told = causes(running.isEmpty() ? seen.keySet().stream().sorted() : running.stream(), subscriptions);
        return new StateView(
                Times.text(now),
                entries,
                new ExplainedView<>(folded.plan().text(), levels),
                new ExplainedView<>(Times.textOrNull(folded.expiresAt()), expiry),
                new ExplainedView<>(folded.at(now).plan().text(), holds),
                new ExplainedView<>(folded.recurring(), told),
                new ExplainedView<>(Times.textOrNull(nextPaymentAt), told),
                new ExplainedView<>(Times.textOrNull(folded.cancelledAt()), told),
                quotaAt(now, folded, holds));
    }

    private StateView.QuotaView quotaAt(Instant now, PlanState folded, List<CauseView> plan) {
        var isPaid = folded.at(now).plan().isPaid();
        var limit = new ExplainedView<>(isPaid ? UNLIMITED : QuotaCycle.LIMIT, plan);
        if (cycle == null) {
            var none = new ExplainedView<String>(null, List.of());
            return new StateView.QuotaView(limit, List.of(), none, none, none, videos.size());
        }
        var current = cycle.at(now);
        var first = Stream.ofNullable(firstCounted).toList();
        // Cycles begin by themselves, whole multiples of thirty days after the one that a video began.
        var began = current.videos().isEmpty() ? first : causes(current.videos().stream().limit(1), videos);
        return new StateView.QuotaView(
                limit,
                current.videos().stream()
                        .map(video -> new ExplainedView<String>(video, causes(Stream.of(video), videos)))
                        .toList(),
                new ExplainedView<>(Times.text(current.startedAt()), began),
                new ExplainedView<>(Times.text(current.endsAt()), began),
                new ExplainedView<>(Times.text(current.firstStartedAt()), first),
                videos.size());
    }

    /**
     * What the plan is made of: the facts of its last run. Each grant is folded upon what there was before it, by the rule
     * that folds them all.
     */
    private Made made() {
        var last = set.stream().max(Comparator.naturalOrder()).orElse(null);
        var counting = given.stream()
                .filter(grant -> last == null || !grant.atTheLatest().isBefore(last.setAt()))
                .map(grant -> new Grant(grant.id(), grant.grantedAt(), grant.level(),
                        daysCounting.getOrDefault(grant.id(), grant.days()), grant.subscriptionId()))
                .sorted()
                .toList();
        var granted = last == null ? Entitlement.NONE : new Entitlement(last.level(), last.expiresAt());
        var run = new ArrayList<Part>();
        if (last != null) {
            run.add(new Part(last.level(), causes(Stream.of(last.id()), settings)));
        }
        for (var grant : counting) {
            var causes = Stream.concat(causes(Stream.of(grant.id()), grants).stream(),
                            causes(Stream.of(grant.id()), amendments).stream())
                    .toList();
            if (grant.days() == 0) {
                run.add(new Part(PlanLevel.FREE, causes)); // taken back: a reason why there is not more
                continue;
            }
            if (!granted.at(grant.grantedAt()).isPaid()) {
                run.clear();
            }
            run.add(new Part(grant.level(), causes));
            granted = GrantFold.of(List.of(grant),
                    List.of(new PlanSetting(grant.id(), grant.grantedAt(), granted.plan(), granted.expiresAt())));
        }
        return new Made(granted, run);
    }

    /** The subscriptions that have the plan last longer than what was granted. */
    private Stream<CauseView> bridging(Entitlement granted) {
        return Objects.equals(granted.expiresAt(), plan().expiresAt())
                ? Stream.of()
                : causes(seen.values().stream().filter(Subscription::runs).map(Subscription::id).sorted(),
                                subscriptions)
                        .stream();
    }

    private void count(String video, Instant at) {
        var current = cycle == null ? QuotaCycle.startingAt(at) : cycle.at(at);
        // What was allowed was allowed: the limit is not asked again.
        cycle = new QuotaCycle(current.startedAt(), current.firstStartedAt(),
                Stream.concat(current.videos().stream(), Stream.of(video)).toList());
    }

    private static <K> List<CauseView> causes(Stream<K> ids, Map<K, CauseView> known) {
        return ids.flatMap(id -> Stream.ofNullable(known.get(id))).toList();
    }

    private static PlanLevel level(String text) {
        return PlanLevel.of(text).orElseThrow();
    }

    /** A fact that the plan is made of. */
    private record Part(PlanLevel level, List<CauseView> causes) {}

    /**
     * What the plan is made of.
     *
     * @param granted what all grants and settings come to
     * @param run     facts of the last run, in their order
     */
    private record Made(Entitlement granted, List<Part> run) {
        List<CauseView> facts() {
            return run.stream().flatMap(part -> part.causes().stream()).distinct().toList();
        }

        /** Those that gave the level; all of them where it is the free one. */
        List<CauseView> levels() {
            return granted.plan().isPaid()
                    ? run.stream()
                            .filter(part -> part.level() == granted.plan())
                            .flatMap(part -> part.causes().stream())
                            .distinct()
                            .toList()
                    : facts();
        }
    }
}
