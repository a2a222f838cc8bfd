package studio.dictation.command.membership;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.rules.Grant;
import studio.dictation.rules.GrantFold;
import studio.dictation.rules.PlanLevel;
import studio.dictation.rules.QuotaCycle;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Protects: each grant counts once, and four new videos a cycle on the free plan. */
@AggregateRoot(type = Membership.TYPE)
@Revision("1")
public class Membership {
    static final String TYPE = "membership";

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable String id;
    private List<Grant> grants = new ArrayList<>();
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
        var grant = new Grant(command.grantId(), now, command.level(), command.days());
        var outcome = GrantFold.of(Stream.concat(grants.stream(), Stream.of(grant)).toList());
        apply(new PlanGranted(command.accountId(), command.grantId(), command.level().text(), command.days(),
                command.cause(), now, outcome.plan().text(), Objects.requireNonNull(outcome.expiresAt()), now));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(OpenVideo command, Clock clock) {
        var video = command.video().key();
        if (known.contains(video)) {
            return; // a known video is free for ever
        }
        var now = clock.instant();
        if (GrantFold.of(grants).at(now).isPaid()) {
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
}
