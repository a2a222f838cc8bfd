package studio.dictation.app.web.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.PathVariable;
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
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;
import studio.dictation.query.membership.IsPaymentShown;

/** P3 of the contract. */
@RestController
@RequestMapping("/payment")
class VerifyController {
    private static final String FIELD = "session_id";
    private static final String FAILED = "An error occurred while verifying payment session";

    private final ObjectProvider<PaymentChecks> checks;
    private final Settings settings;
    private final Commands commands;
    private final Queries queries;

    VerifyController(ObjectProvider<PaymentChecks> checks, Settings settings, Commands commands, Queries queries) {
        this.checks = checks;
        this.settings = settings;
        this.commands = commands;
        this.queries = queries;
    }

    @Throttled(Kind.PAYMENTS)
    @PostMapping("/verify-session/{sessionId}")
    Verified verify(Caller caller, @PathVariable String sessionId) {
        Provider.require(settings);
        var checked = check(caller, sessionId);
        // Applied by somebody whose patience ended, or long ago, it may not be shown for all that.
        boolean shown = checked.applied() && (checked.paymentId() == null || isShown(caller, checked.paymentId()));
        var account = queries.findIfReachable(new GetAccount(caller.email()), AccountView.class);
        if (!shown || account.isEmpty()) {
            commands.notYetVisible();
        }
        return new Verified(checked.status(), account.orElse(null));
    }

    private boolean isShown(Caller caller, String paymentId) {
        return queries.findIfReachable(new IsPaymentShown(caller.email(), paymentId), Boolean.class).orElse(false);
    }

    private PaymentChecks.Checked check(Caller caller, String sessionId) {
        try {
            // Whether there is a session that is somebody else's is nobody's business.
            return checks.getObject().check(sessionId, caller.accountId())
                    .orElseThrow(() -> refused("No such checkout session"));
        } catch (PaymentRefused refused) {
            throw refused(String.valueOf(refused.getMessage()));
        } catch (PaymentUnavailable unavailable) {
            throw RequestRefused.unavailable(FAILED);
        }
    }

    private static InvalidInput refused(String why) {
        return new InvalidInput(why, List.of(new FieldError(FIELD, "is no checkout session of yours")));
    }

    /** The answer of P3. The account is absent while reads are out of reach. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Verified(String status, @Nullable AccountView userInfo) {}
}
