package studio.dictation.app.stripe;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An error as Stripe answers it. */
final class StripeError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final @Nullable String code;
    private final @Nullable String param;

    StripeError(int status, String type, @Nullable String code, @Nullable String param, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
    }

    static StripeError missing(String kind, String param, String id) {
        return new StripeError(404, "invalid_request_error", "resource_missing", param, "No such %s: '%s'".formatted(kind, id));
    }

    static StripeError invalid(String message) {
        return new StripeError(400, "invalid_request_error", null, null, message);
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        var body = JsonMapper.shared().createObjectNode();
        var error = body.putObject("error");
        if (code != null) {
            error.put("code", code).put("doc_url", "https://docs.stripe.com/error-codes/" + code.replace('_', '-'));
        }
        error.put("message", getMessage());
        if (param != null) {
            error.put("param", param);
        }
        error.put("type", type);
        return body;
    }
}
