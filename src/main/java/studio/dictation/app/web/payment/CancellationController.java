package studio.dictation.app.web.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.Caller;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.billing.PaymentGateway;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;
import studio.dictation.command.billing.ProviderClock;
import studio.dictation.command.membership.KnownSubscriptions;
import studio.dictation.command.membership.ObserveSubscription;
import studio.dictation.command.membership.TellSubscriptions;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;
import studio.dictation.query.membership.PlanView;
import studio.dictation.rules.Subscription;

/** P4 of the contract. The subscriptions are those that are known of the caller's account, whatever else the provider has of the address. */
@RestController
@RequestMapping("/payment")
class CancellationController {
    private static final String FAILED = "An error occurred while cancelling subscription";

    private final ObjectProvider<PaymentGateway> provider;
    private final ObjectProvider<ProviderClock> clock;
    private final Settings settings;
    private final Commands commands;
    private final Queries queries;

    CancellationController(
            ObjectProvider<PaymentGateway> provider,
            ObjectProvider<ProviderClock> clock,
            Settings settings,
            Commands commands,
            Queries queries) {
        this.provider = provider;
        this.clock = clock;
        this.settings = settings;
        this.commands = commands;
        this.queries = queries;
    }

    @PostMapping("/cancel-subscription")
    Cancelled cancel(Caller caller) {
        Provider.require(settings);
        var running = running(caller);
        if (running.isEmpty()) {
            throw RequestRefused.notFound("No active recurring subscription found");
        }
        var seen = new ArrayList<ObserveSubscription>();
        int missing = 0;
        for (var subscription : running) {
            try {
                seen.add(ended(caller, subscription));
            } catch (PaymentRefused refused) {
                if (!refused.isMissing()) {
                    throw Provider.refused(refused);
                }
                missing++;
            } catch (PaymentUnavailable unavailable) {
                throw RequestRefused.unavailable(FAILED);
            }
        }
        commands.send(seen.toArray());
        if (missing == running.size()) {
            throw RequestRefused.notFound("No Stripe customer found");
        }
        if (seen.stream().noneMatch(observed -> Subscription.runs(observed.status()))) {
            throw RequestRefused.notFound("No active subscription found");
        }
        var plan = queries.findIfReachable(new GetAccount(caller.email()), AccountView.class).map(AccountView::plan);
        return new Cancelled("Subscription cancelled successfully", plan.orElse(null));
    }

    private List<Subscription> running(Caller caller) {
        var outcome = commands.sendEach(List.of(List.of(new TellSubscriptions(caller.accountId())))).getFirst();
        // Nobody who was never given anything has a membership.
        return outcome.refusedAs(AggregateNotFoundException.class)
                ? List.of()
                : outcome.orThrow(KnownSubscriptions.class).subscriptions().stream().filter(Subscription::runs).toList();
    }

    /** Ends it with what is paid, unless it has ended, and answers how it is then. */
    private ObserveSubscription ended(Caller caller, Subscription known) throws PaymentRefused, PaymentUnavailable {
        var asked = provider.getObject();
        if (Subscription.runs(asked.subscription(known.id()).status())) {
            try {
                asked.cancelAtPeriodEnd(known.id());
            } catch (PaymentRefused refused) {
                // It may have ended meanwhile.
                if (Subscription.runs(asked.subscription(known.id()).status())) {
                    throw refused;
                }
            }
        }
        // Read again after the time was: who has looked before it was cancelled must not have the last word.
        var asOf = clock.getObject().now();
        var now = asked.subscription(known.id());
        return new ObserveSubscription(caller.accountId(), now.id(), now.status(), known.level(), now.periodEndsAt(),
                now.cancelAtPeriodEnd(), now.cancelledAt(), asOf);
    }

    /** The answer of P4; the plan is absent while reads are out of reach. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cancelled(String message, @Nullable PlanView plan) {}
}
