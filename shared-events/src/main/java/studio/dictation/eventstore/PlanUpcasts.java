package studio.dictation.eventstore;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans from before there were payments: their outcome had no more than a plan and its end. */
final class PlanUpcasts {
    private PlanUpcasts() {}

    static ObjectNode granted(ObjectNode json) {
        json.putNull("reference");
        json.putNull("subscriptionId");
        json.set("outcome", outcome(json, json.required("plan"), json.required("expiresAt")));
        return json.without(List.of("plan", "expiresAt"));
    }

    static ObjectNode set(ObjectNode json) {
        json.set("outcome", outcome(json, json.required("plan"), json.required("expiresAt")));
        return json;
    }

    private static ObjectNode outcome(ObjectNode json, JsonNode plan, JsonNode expiresAt) {
        var outcome = json.objectNode();
        outcome.set("plan", plan);
        outcome.set("expiresAt", expiresAt);
        outcome.put("recurring", false);
        outcome.putNull("nextPaymentAt");
        outcome.putNull("cancelledAt");
        return outcome;
    }
}
