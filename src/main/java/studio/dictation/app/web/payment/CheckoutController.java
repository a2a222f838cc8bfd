package studio.dictation.app.web.payment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.idempotency.Idempotent;
import studio.dictation.app.security.Caller;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.throttle.Kind;
import studio.dictation.app.throttle.Throttled;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.billing.CheckoutOrder;
import studio.dictation.command.billing.OpenedCheckout;
import studio.dictation.command.billing.PaymentGateway;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;
import studio.dictation.command.billing.PlanCatalogue;
import studio.dictation.command.billing.PlanOffer;
import studio.dictation.command.billing.StartCheckout;

/** P1 of the contract. */
@RestController
@RequestMapping("/payment")
class CheckoutController {
    private static final String FAILED = "An error occurred while creating payment session";

    private final ObjectProvider<PaymentGateway> provider;
    private final ObjectProvider<PlanCatalogue> catalogue;
    private final Settings settings;
    private final Commands commands;

    CheckoutController(
            ObjectProvider<PaymentGateway> provider, ObjectProvider<PlanCatalogue> catalogue, Settings settings, Commands commands) {
        this.provider = provider;
        this.catalogue = catalogue;
        this.settings = settings;
        this.commands = commands;
    }

    @Throttled(Kind.PAYMENTS)
    @Idempotent("open-checkout")
    @PostMapping("/create-session")
    Opened open(
            @RequestBody CheckoutBody body,
            @RequestHeader(name = Idempotent.HEADER, required = false) @Nullable String key,
            Caller caller) {
        var level = body.level();
        var recurring = body.wantsRecurring();
        Provider.require(settings);
        var offer = catalogue.getObject().offer(level).orElseThrow(() -> new IllegalStateException("Not sold: " + level));
        body.requirePriceOf(offer);
        var opened = opened(new CheckoutOrder(caller.accountId(), caller.email(), offer, recurring, key(key, caller)));
        var sold = new PlanOffer(level, offer.days(), opened.amount(), opened.currency());
        commands.send(new StartCheckout(caller.accountId(), opened.sessionId(), sold, recurring));
        return new Opened(opened.sessionId(), opened.sessionId(), opened.url());
    }

    private OpenedCheckout opened(CheckoutOrder order) {
        try {
            return provider.getObject().open(order);
        } catch (PaymentRefused refused) {
            throw Provider.refused(refused);
        } catch (PaymentUnavailable unavailable) {
            throw RequestRefused.unavailable(FAILED);
        }
    }

    /** The provider's keys are those of one account there, with all who pay to it. */
    private static String key(@Nullable String given, Caller caller) {
        return given == null
                ? UUID.randomUUID().toString()
                : UUID.nameUUIDFromBytes((caller.accountId() + " " + given).getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The answer of P1, in both spellings of the contract. */
    record Opened(String sessionId, @JsonProperty("session_id") String id, String url) {}
}
