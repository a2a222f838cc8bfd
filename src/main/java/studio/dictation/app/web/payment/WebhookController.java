package studio.dictation.app.web.payment;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.billing.Inbox;
import studio.dictation.app.billing.WebhookSignature;
import studio.dictation.app.security.Public;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.billing.ProviderEvent;
import studio.dictation.command.billing.ProviderIds;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** P2 of the contract. */
@RestController
@RequestMapping("/payment")
class WebhookController {
    private static final String HEADER = "Stripe-Signature";
    private static final String SOURCE = "webhook";
    private static final int LONGEST_TYPE = 100;
    private static final long LAST_SECOND = 253_402_300_799L;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectProvider<WebhookSignature> signature;
    private final ObjectProvider<Inbox> inbox;

    WebhookController(ObjectProvider<WebhookSignature> signature, ObjectProvider<Inbox> inbox) {
        this.signature = signature;
        this.inbox = inbox;
    }

    @Public
    @PostMapping("/webhook")
    Received receive(HttpServletRequest request) throws IOException {
        var proof = signature.getObject();
        if (!proof.isConfigured()) {
            throw RequestRefused.unavailable("Payments can't be confirmed: STRIPE_WEBHOOK_SECRET is not set");
        }
        var body = request.getInputStream().readAllBytes();
        if (!proof.isOf(body, request.getHeader(HEADER))) {
            throw new InvalidInput("Invalid signature", List.of(new FieldError(HEADER, "is missing, old or not of this body")));
        }
        inbox.getObject().keep(event(body), SOURCE);
        return new Received(true, "success");
    }

    private static ProviderEvent event(byte[] body) {
        JsonNode event;
        try {
            event = JSON.readTree(body);
        } catch (JacksonException unreadable) {
            throw invalid("body", "must be JSON");
        }
        var id = event.path("id").asString("");
        if (!ProviderIds.isOne(id)) {
            throw invalid("id", "must be the id of an event");
        }
        var type = event.path("type").asString("");
        if (type.isEmpty() || type.length() > LONGEST_TYPE || type.indexOf(0) >= 0) {
            throw invalid("type", "must be the type of an event");
        }
        var created = event.path("created");
        if (!created.canConvertToLong() || created.asLong() < 0 || created.asLong() > LAST_SECOND) {
            throw invalid("created", "must be seconds since 1970");
        }
        return new ProviderEvent(id, type, Instant.ofEpochSecond(created.asLong()), body);
    }

    private static InvalidInput invalid(String field, String why) {
        return new InvalidInput("Invalid payload", List.of(new FieldError(field, why)));
    }

    /** The answer of P2; the guide reads one, the former service told the other. */
    record Received(boolean success, String status) {}
}
