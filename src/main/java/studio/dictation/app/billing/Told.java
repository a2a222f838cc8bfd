package studio.dictation.app.billing;

import java.util.Map;
import java.util.Optional;
import studio.dictation.command.billing.ProviderEvent;
import studio.dictation.command.billing.ProviderIds;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a message is about: only what is needed to ask the provider how things are now.
 *
 * @param kind     what kind of object it is
 * @param objectId the object to ask for; empty if the kind is {@link Kind#UNKNOWN}
 * @param workKey  the same for all messages whose objects change the same thing
 */
record Told(Kind kind, String objectId, String workKey) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("checkout.session.completed", Kind.SESSION),
            Map.entry("checkout.session.async_payment_succeeded", Kind.SESSION),
            Map.entry("checkout.session.async_payment_failed", Kind.SESSION),
            Map.entry("checkout.session.expired", Kind.SESSION),
            Map.entry("invoice.paid", Kind.INVOICE),
            Map.entry("invoice.payment_failed", Kind.INVOICE),
            Map.entry("customer.subscription.created", Kind.SUBSCRIPTION),
            Map.entry("customer.subscription.updated", Kind.SUBSCRIPTION),
            Map.entry("customer.subscription.deleted", Kind.SUBSCRIPTION),
            Map.entry("charge.refunded", Kind.CHARGE),
            Map.entry("charge.dispute.created", Kind.CHARGE),
            Map.entry("charge.dispute.closed", Kind.CHARGE));

    /** What kind of object a message is about. */
    enum Kind {
        SESSION,
        INVOICE,
        SUBSCRIPTION,
        CHARGE,
        UNKNOWN
    }

    /** What a message is about; one of another type, or without a usable object, is of {@link Kind#UNKNOWN}. */
    static Told of(ProviderEvent event) {
        var kind = kindOf(event.type());
        var object = object(event);
        var id = switch (kind) {
            case SESSION, INVOICE, SUBSCRIPTION -> id(object.path("id"));
            case CHARGE -> id(object.path("object").asString("").equals("dispute") ? object.path("charge") : object.path("id"));
            case UNKNOWN -> Optional.<String>empty();
        };
        return id.map(known -> new Told(kind, known, subscription(kind, object).orElse(known)))
                .orElseGet(() -> new Told(Kind.UNKNOWN, "", event.id()));
    }

    /** What kind of object messages of a type are about. */
    static Kind kindOf(String type) {
        return KINDS.getOrDefault(type, Kind.UNKNOWN);
    }

    private static JsonNode object(ProviderEvent event) {
        try {
            return JSON.readTree(event.payload()).path("data").path("object");
        } catch (JacksonException unreadable) {
            return JSON.missingNode();
        }
    }

    /** Invoices and pages of a subscription change it, too. */
    private static Optional<String> subscription(Kind kind, JsonNode object) {
        return switch (kind) {
            case SESSION -> id(object.path("subscription"));
            case INVOICE -> id(object.path("parent").path("subscription_details").path("subscription"))
                    .or(() -> id(object.path("subscription")));
            case SUBSCRIPTION, CHARGE, UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<String> id(JsonNode node) {
        var id = node.isObject() ? node.path("id") : node;
        return id.isString() && ProviderIds.isOne(id.asString()) ? Optional.of(id.asString()) : Optional.empty();
    }
}
