package studio.dictation.app.web.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.billing.PaymentChecks;
import studio.dictation.app.security.Caller;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.throttle.Kind;
import studio.dictation.app.throttle.Throttled;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.billing.PaymentGateway;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;
import studio.dictation.command.membership.KnownSubscriptions;
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
    private final ObjectProvider<PaymentChecks> checks;
    private final Settings settings;
    private final Commands commands;
    private final Queries queries;

    CancellationController(
            ObjectProvider<PaymentGateway> provider,
            ObjectProvider<PaymentChecks> checks,
            Settings settings,
            Commands commands,
            Queries queries) {
        this.provider = provider;
        this.checks = checks;
        this.settings = settings;
        this.commands = commands;
        this.queries = queries;
    }

    @Throttled(Kind.PAYMENTS)
    @PostMapping("/cancel-subscription")
    Cancelled cancel(Caller caller) {
        Provider.require(settings);
        var running = running(caller);
        if (running.isEmpty()) {
            throw RequestRefused.notFound("No active recurring subscription found");
        }
        var looks = new ArrayList<String>();
        int missing = 0;
        boolean any = false;
        for (var subscription : running) {
            try {
                any |= ends(subscription.id());
                // At once: the next one may fail. By the inbox: no two ever look at the same one at the same time.
                looks.add(checks.getObject().look(subscription.id()));
            } catch (PaymentRefused refused) {
                if (!refused.isMissing()) {
                    throw Provider.refused(refused);
                }
                missing++;
            } catch (PaymentUnavailable unavailable) {
                throw RequestRefused.unavailable(FAILED);
            }
        }
        boolean applied = checks.getObject().await(looks);
        if (missing == running.size()) {
            throw RequestRefused.notFound("No Stripe customer found");
        }
        if (!any) {
            throw RequestRefused.notFound("No active subscription found");
        }
        var plan = queries.findIfReachable(new GetAccount(caller.email()), AccountView.class).map(AccountView::plan);
        if (!applied || plan.filter(shown -> shown.nextPaymentTime() == null).isEmpty()) {
            commands.notYetVisible();
        }
        return new Cancelled("Subscription cancelled successfully", plan.orElse(null));
    }

    private List<Subscription> running(Caller caller) {
        var outcome = commands.sendEach(List.of(List.of(new TellSubscriptions(caller.accountId())))).getFirst();
        // Nobody who was never given anything has a membership.
        return outcome.isAboutNothing()
                ? List.of()
                : outcome.orThrow(KnownSubscriptions.class).subscriptions().stream().filter(Subscription::runs).toList();
    }

    /** Has it end with what is paid; answers whether it runs until then, or has ended already. */
    private boolean ends(String subscriptionId) throws PaymentRefused, PaymentUnavailable {
        var asked = provider.getObject();
        if (!Subscription.runs(asked.subscription(subscriptionId).status())) {
            return false;
        }
        try {
            return Subscription.runs(asked.cancelAtPeriodEnd(subscriptionId).status());
        } catch (PaymentRefused refused) {
            // It may have ended meanwhile.
            if (Subscription.runs(asked.subscription(subscriptionId).status())) {
                throw refused;
            }
            return false;
        }
    }

    /** The answer of P4; the plan is absent while reads are out of reach. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cancelled(String message, @Nullable PlanView plan) {}
}
