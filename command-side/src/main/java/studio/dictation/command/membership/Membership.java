package studio.dictation.command.membership;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.PlanExpired;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.events.membership.SubscriptionChanged;
import studio.dictation.rules.Grant;
import studio.dictation.rules.GrantFold;
import studio.dictation.rules.PlanFacts;
import studio.dictation.rules.PlanLevel;
import studio.dictation.rules.PlanSetting;
import studio.dictation.rules.QuotaCycle;
import studio.dictation.rules.Subscription;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/**
 * Protects: each grant and each setting of the plan counts once, of a subscription what was seen last, and four new videos a
 * cycle on the free plan.
 */
@AggregateRoot(type = Membership.TYPE)
@Revision("2")
public class Membership {
    static final String TYPE = "membership";

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable String id;
    private PlanFacts facts = PlanFacts.NONE;
    private Map<UUID, Long> amendedBy = new HashMap<>();
    private @Nullable Instant saidToExpireAt;
    private Set<String> known = new HashSet<>();
    private @Nullable QuotaCycle cycle;

    Membership() {}

    static String streamId(UUID accountId) {
        return TYPE + ":" + accountId;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(GrantPlan command, Clock clock) {
        if (facts.grant(command.grantId()).isPresent()) {
            return; // the same grant again
        }
        var now = clock.instant();
        var from = command.grantedAt() == null ? nowOrAsSet(now) : command.grantedAt();
        var grant = new Grant(command.grantId(), from, command.level(), command.days(), command.subscriptionId());
        apply(new PlanGranted(command.accountId(), command.grantId(), command.level().text(), command.days(),
                command.cause(), command.reference(), command.subscriptionId(), from, outcome(facts.with(grant), now), now));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(AmendGrant command, Clock clock) {
        var last = amendedBy.get(command.grantId());
        if (last != null && last >= command.decision()) {
            return; // the same amendment again, or something was decided since
        }
        var now = clock.instant();
        apply(new GrantAmended(command.accountId(), command.grantId(), command.days(), command.cause(), command.reference(),
                command.decision(), outcome(facts.amended(command.grantId(), command.days()), now), now));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(SetPlan command, Clock clock) {
        if (facts.settings().stream().anyMatch(setting -> setting.id().equals(command.settingId()))) {
            return; // the same setting again
        }
        var now = clock.instant();
        var before = Stream.concat(facts.grants().stream().map(Grant::atTheLatest), facts.settings().stream().map(PlanSetting::setAt));
        var setAt = latest(before).map(instant -> instant.plusMillis(1)).filter(now::isBefore).orElse(now);
        var expiresAt = command.level().isPaid() ? now.plus(Duration.ofDays(command.days())) : null;
        var setting = new PlanSetting(command.settingId(), setAt, command.level(), expiresAt);
        apply(new PlanSet(command.accountId(), command.settingId(), command.level().text(), command.days(),
                command.cause(), setAt, expiresAt, outcome(facts.with(setting), now), now));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(ObserveSubscription command, SubscriptionGrace grace, Clock clock) {
        var seen = Subscription.observed(command.subscriptionId(), command.status(), command.level(), command.periodEndsAt(),
                command.cancelAtPeriodEnd(), command.cancelledAt(), command.asOf(), grace.length());
        var known = facts.subscriptions().get(seen.id());
        if (known != null && (seen.asOf().isBefore(known.asOf()) || seen.saysTheSameAs(known))) {
            return; // somebody has looked since, or nothing is new
        }
        var now = clock.instant();
        apply(new SubscriptionChanged(command.accountId(), seen.id(), seen.status(), seen.level().text(), seen.periodEndsAt(),
                seen.cancelAtPeriodEnd(), seen.cancelledAt(), seen.entitledUntil(), seen.asOf(), outcome(facts.with(seen), now),
                now));
    }

    @CommandHandler
    KnownSubscriptions decide(TellSubscriptions command) {
        return new KnownSubscriptions(facts.subscriptions().values().stream()
                .sorted(Comparator.comparing(Subscription::id))
                .toList());
    }

    /** Answers when to ask again: when the plan will be over, if it isn't. */
    @CommandHandler
    @Nullable Instant decide(ExpirePlan command, Clock clock) {
        var expiresAt = saidToExpireAt;
        if (expiresAt == null) {
            return null; // there is none, or this was said already
        }
        var now = clock.instant();
        if (now.isBefore(expiresAt)) {
            return expiresAt;
        }
        apply(new PlanExpired(command.accountId(), expiresAt, outcome(facts, now), now));
        return null;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(OpenVideo command, Clock clock) {
        var video = command.video().key();
        if (known.contains(video)) {
            return; // a known video is free for ever
        }
        var now = clock.instant();
        if (GrantFold.of(facts).at(now).plan().isPaid()) {
            apply(new PaidVideoOpened(command.accountId(), video, now));
            return;
        }
        var current = cycle == null ? QuotaCycle.startingAt(now) : cycle.at(now);
        if (current.isFull()) {
            throw new QuotaExhausted(QuotaCycle.LIMIT, current.endsAt());
        }
        var next = current.open(video);
        apply(new QuotaConsumed(command.accountId(), video, next.videos(), QuotaCycle.LIMIT, next.startedAt(),
                next.firstStartedAt(), now));
    }

    @EventSourcingHandler
    void on(PlanGranted event) {
        id = streamId(event.accountId());
        facts = facts.with(new Grant(event.grantId(), event.grantedAt(), level(event.level()), event.days(),
                event.subscriptionId()));
        saidToExpireAt = event.outcome().expiresAt();
    }

    @EventSourcingHandler
    void on(GrantAmended event) {
        id = streamId(event.accountId());
        facts = facts.amended(event.grantId(), event.days());
        amendedBy.put(event.grantId(), event.decision());
        saidToExpireAt = event.outcome().expiresAt();
    }

    @EventSourcingHandler
    void on(PlanSet event) {
        id = streamId(event.accountId());
        facts = facts.with(new PlanSetting(event.settingId(), event.setAt(), level(event.plan()), event.expiresAt()));
        saidToExpireAt = event.outcome().expiresAt();
    }

    @EventSourcingHandler
    void on(SubscriptionChanged event) {
        id = streamId(event.accountId());
        facts = facts.with(new Subscription(event.subscriptionId(), event.status(), level(event.level()), event.periodEndsAt(),
                event.cancelAtPeriodEnd(), event.cancelledAt(), event.entitledUntil(), event.asOf()));
        saidToExpireAt = event.outcome().expiresAt();
    }

    @EventSourcingHandler
    void on(PlanExpired event) {
        id = streamId(event.accountId());
        saidToExpireAt = event.outcome().expiresAt();
    }

    @EventSourcingHandler
    void on(PaidVideoOpened event) {
        id = streamId(event.accountId());
        known.add(event.video());
    }

    @EventSourcingHandler
    void on(QuotaConsumed event) {
        id = streamId(event.accountId());
        known.add(event.video());
        cycle = new QuotaCycle(event.cycleStartedAt(), event.firstStartedAt(), event.videosInCycle());
    }

    /** A setting decided before may be of a node whose clock is ahead; what is granted now counts in any case. */
    private Instant nowOrAsSet(Instant now) {
        return latest(facts.settings().stream().map(PlanSetting::setAt)).filter(now::isBefore).orElse(now);
    }

    private static PlanOutcome outcome(PlanFacts facts, Instant now) {
        var state = GrantFold.of(facts).at(now);
        return new PlanOutcome(state.plan().text(), state.expiresAt(), state.recurring(), state.nextPaymentAt(),
                state.cancelledAt());
    }

    private static PlanLevel level(String text) {
        return PlanLevel.of(text).orElseThrow();
    }

    private static Optional<Instant> latest(Stream<Instant> instants) {
        return instants.max(Comparator.naturalOrder());
    }
}
