package studio.dictation.command.membership;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.rules.Grant;
import studio.dictation.rules.GrantFold;
import studio.dictation.rules.PlanLevel;
import studio.dictation.rules.PlanSetting;
import studio.dictation.rules.QuotaCycle;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Protects: each grant and each setting of the plan counts once, and four new videos a cycle on the free plan. */
@AggregateRoot(type = Membership.TYPE)
@Revision("1")
public class Membership {
    static final String TYPE = "membership";

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable String id;
    private List<Grant> grants = new ArrayList<>();
    private List<PlanSetting> settings = new ArrayList<>();
    private Set<String> known = new HashSet<>();
    private @Nullable QuotaCycle cycle;

    Membership() {}

    static String streamId(UUID accountId) {
        return TYPE + ":" + accountId;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(GrantPlan command, Clock clock) {
        if (grants.stream().anyMatch(grant -> grant.id().equals(command.grantId()))) {
            return; // the same grant again
        }
        var now = clock.instant();
        // A setting decided before may be of a node whose clock is ahead; the grant counts in any case.
        var from = latest(settings.stream().map(PlanSetting::setAt)).filter(now::isBefore).orElse(now);
        var grant = new Grant(command.grantId(), from, command.level(), command.days());
        var outcome = GrantFold.of(Stream.concat(grants.stream(), Stream.of(grant)).toList(), settings);
        apply(new PlanGranted(command.accountId(), command.grantId(), command.level().text(), command.days(),
                command.cause(), from, outcome.plan().text(), Objects.requireNonNull(outcome.expiresAt()), now));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(SetPlan command, Clock clock) {
        if (settings.stream().anyMatch(setting -> setting.id().equals(command.settingId()))) {
            return; // the same setting again
        }
        var now = clock.instant();
        var before = Stream.concat(grants.stream().map(Grant::grantedAt), settings.stream().map(PlanSetting::setAt));
        var setAt = latest(before).map(instant -> instant.plusMillis(1)).filter(now::isBefore).orElse(now);
        var expiresAt = command.level().isPaid() ? now.plus(Duration.ofDays(command.days())) : null;
        apply(new PlanSet(command.accountId(), command.settingId(), command.level().text(), command.days(),
                command.cause(), setAt, expiresAt, now));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(OpenVideo command, Clock clock) {
        var video = command.video().key();
        if (known.contains(video)) {
            return; // a known video is free for ever
        }
        var now = clock.instant();
        if (GrantFold.of(grants, settings).at(now).isPaid()) {
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
        grants.add(new Grant(event.grantId(), event.grantedAt(),
                PlanLevel.of(event.level()).orElseThrow(), event.days()));
    }

    @EventSourcingHandler
    void on(PlanSet event) {
        id = streamId(event.accountId());
        settings.add(new PlanSetting(event.settingId(), event.setAt(),
                PlanLevel.of(event.plan()).orElseThrow(), event.expiresAt()));
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

    private static Optional<Instant> latest(Stream<Instant> instants) {
        return instants.max(Comparator.naturalOrder());
    }
}
