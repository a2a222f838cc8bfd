package studio.dictation.app.stripe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server on loopback that answers like Stripe's API, keeps what it is told, and may be slow, broken or down. What buyers and banks
 * do is done by {@link #books}, or by hand: {@link #main} starts it, its pages have a button to pay, and {@code POST
 * /loopback/<act>/<id>} does the rest.
 */
public final class LoopbackStripe implements AutoCloseable {
    /** The secret key of the one that tests share. */
    public static final String KEY = "sk_test_shared";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int USUAL_PAGE = 10;
    private static final int LONGEST_PAGE = 100;
    private static final String API = "/v1/";

    private final HttpServer server;
    private final String key;
    private final Books books = new Books(Clock.systemUTC());
    private final Map<String, Remembered> answered = new HashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int failureStatus = 500;
    private volatile boolean down;
    private volatile int longestPage = LONGEST_PAGE;
    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private volatile Held held = new Held("", new AtomicBoolean(true), hanging);

    private LoopbackStripe(HttpServer server, String key) {
        this.server = server;
        this.key = key;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(API, exchange -> answer(exchange, true));
        server.createContext("/loopback/", exchange -> answer(exchange, false));
        server.createContext("/pay/", this::page);
        server.start();
    }

    private record Remembered(String request, int status, byte[] body) {}

    private record Held(String address, AtomicBoolean taken, CountDownLatch until) {}

    private record Reply(int status, byte[] body) {
        static Reply of(int status, JsonNode body) {
            return new Reply(status, JSON.writeValueAsBytes(body));
        }
    }

    /** Starts one on any free port. */
    public static LoopbackStripe start(String key) {
        return start(key, 0);
    }

    /** The one that all services of the tests use. */
    public static LoopbackStripe shared() {
        return Shared.STRIPE;
    }

    static LoopbackStripe start(String key, int port) {
        try {
            return new LoopbackStripe(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0), key);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /** For trying the service out by hand: port, secret key, address of the webhook, its secret. */
    static void main(String... arguments) throws InterruptedException {
        var stripe = start(arguments[1], Integer.parseInt(arguments[0]));
        var deliveries = stripe.deliveries(URI.create(arguments[2]), arguments[3]);
        stripe.books.listen(event -> Thread.ofVirtual().start(() -> deliveries.deliverUntilTaken(event)));
        IO.println("STRIPE_API_BASE=" + stripe.address());
        Thread.currentThread().join();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What it keeps, and what buyers and banks may do. */
    public Books books() {
        return books;
    }

    /** Sends webhooks about what happens here. */
    public Deliveries deliveries(URI webhook, String secret) {
        return new Deliveries(books, webhook, secret);
    }

    /** What it was asked, such as {@code GET /v1/charges/ch_1}, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    // Troubles

    /** Takes requests and answers none until it recovers. */
    public void hangs() {
        hanging = new CountDownLatch(1);
    }

    /** Takes the next request with this in its address and doesn't answer it until it recovers; others it answers. */
    public void hangsAt(String address) {
        held = new Held(address, new AtomicBoolean(), new CountDownLatch(1));
    }

    /** Lists no more than so many objects on a page, however many are asked for. */
    public void listsAtMost(int objects) {
        longestPage = objects;
    }

    /** Ends every connection without an answer until it recovers. */
    public void isDown() {
        down = true;
    }

    /** Answers so many times with that status, and not what was asked for. */
    public void fails(int status, int times) {
        failureStatus = status;
        failures.set(times);
    }

    /** Is as usual again. */
    public void recovers() {
        down = false;
        failures.set(0);
        longestPage = LONGEST_PAGE;
        hanging.countDown();
        held.until.countDown();
    }

    @Override
    public void close() {
        recovers();
        server.stop(0);
    }

    private void answer(HttpExchange exchange, boolean forClients) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (forClients) {
            var next = held;
            boolean holds = exchange.getRequestURI().toString().contains(next.address) && next.taken.compareAndSet(false, true);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            try {
                hanging.await();
                if (holds) {
                    next.until.await();
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            if (down) {
                // Not even a status line.
                exchange.close();
                return;
            }
        }
        var reply = forClients ? reply(exchange, body) : act(exchange);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Request-Id", "req_loopback" + requests.size());
        exchange.sendResponseHeaders(reply.status, reply.body.length);
        try (exchange; var out = exchange.getResponseBody()) {
            out.write(reply.body);
        }
    }

    private Reply reply(HttpExchange exchange, String body) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return error(new StripeError(failureStatus, "api_error", null, null, "Something went wrong with " + key));
        }
        if (!("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return error(new StripeError(401, "invalid_request_error", null, null, "Invalid API Key provided: " + key));
        }
        var idempotencyKey = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        synchronized (books) {
            if (idempotencyKey == null || !exchange.getRequestMethod().equals("POST")) {
                return carriedOut(exchange, body);
            }
            var request = exchange.getRequestURI() + "\n" + body;
            var before = answered.get(idempotencyKey);
            if (before == null) {
                var reply = carriedOut(exchange, body);
                answered.put(idempotencyKey, new Remembered(request, reply.status, reply.body));
                return reply;
            }
            return before.request.equals(request) ? new Reply(before.status, before.body)
                    : error(new StripeError(400, "idempotency_error", null, null,
                            "Keys for idempotent requests can only be used with the same parameters they were first used with."));
        }
    }

    private Reply carriedOut(HttpExchange exchange, String body) {
        try {
            var query = exchange.getRequestURI().getRawQuery();
            var form = Form.of(exchange.getRequestMethod().equals("POST") ? body : query == null ? "" : query);
            return Reply.of(200, asked(exchange.getRequestMethod(), exchange.getRequestURI().getPath().substring(API.length()), form));
        } catch (StripeError refused) {
            return error(refused);
        }
    }

    private static Reply error(StripeError error) {
        return Reply.of(error.status(), error.body());
    }

    private JsonNode asked(String method, String path, Form form) {
        var steps = path.split("/");
        var isSession = path.startsWith("checkout/sessions");
        var collection = isSession ? "checkout/sessions" : steps[0];
        var id = steps.length > (isSession ? 2 : 1) ? steps[isSession ? 2 : 1] : null;
        return switch (method + " " + collection + (id == null ? "" : "/id")) {
            case "POST checkout/sessions" -> Books.shown(books.session(form, address() + "/pay/"));
            case "POST checkout/sessions/id" -> Books.shown(books.expire(String.valueOf(id)));
            case "POST refunds" -> Books.shown(books.refund(form.required("charge"), form.number("amount")));
            case "POST subscriptions/id" -> {
                var subscription = found(SUBSCRIPTIONS, String.valueOf(id));
                yield form.get("cancel_at_period_end").isEmpty() ? Books.shown(subscription) : Books.shown(
                        books.cancelAtPeriodEnd(String.valueOf(id), Boolean.parseBoolean(form.required("cancel_at_period_end"))));
            }
            case "DELETE subscriptions/id" -> Books.shown(books.delete(String.valueOf(id)));
            case "GET prices/id" -> books.price(String.valueOf(id));
            case "GET events" -> list(books.newestEvents().stream().filter(created(form)).toList(), path, form);
            case "GET events/id" -> books.newestEvents().stream().filter(event -> event.path("id").asString().equals(id)).findFirst()
                    .orElseThrow(() -> StripeError.missing("event", "id", String.valueOf(id)));
            default -> read(method, collection, id, path, form);
        };
    }

    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final Map<String, String> KINDS = Map.of(
            "checkout/sessions", "checkout.session", "payment_intents", "payment_intent", "charges", "charge", "refunds", "refund",
            "disputes", "dispute", "invoices", "invoice", "invoice_payments", "invoice_payment", SUBSCRIPTIONS, "subscription",
            "customers", "customer");

    private JsonNode read(String method, String collection, @Nullable String id, String path, Form form) {
        if (!method.equals("GET") || !KINDS.containsKey(collection)) {
            throw new StripeError(404, "invalid_request_error", null, null, "Unrecognized request URL (%s: /v1/%s).".formatted(method, path));
        }
        if (id != null) {
            var shown = Books.shown(found(collection, id));
            form.expand().forEach(field -> expand(shown, field));
            return shown;
        }
        Predicate<ObjectNode> wanted = object -> form.get("payment_intent").map(object.path("payment_intent").asString("")::equals).orElse(true)
                && form.get("payment[payment_intent]").map(object.at("/payment/payment_intent").asString("")::equals).orElse(true)
                && form.get("charge").map(object.path("charge").asString("")::equals).orElse(true)
                && form.get("customer").map(object.path("customer").asString("")::equals).orElse(true)
                && form.get("invoice").map(object.path("invoice").asString("")::equals).orElse(true);
        return list(books.all(String.valueOf(KINDS.get(collection)), wanted).reversed().stream().map(Books::shown).toList(), path, form);
    }

    private ObjectNode found(String collection, String id) {
        var kind = String.valueOf(KINDS.get(collection));
        return books.find(kind, id).orElseThrow(() -> StripeError.missing(kind, kind.equals("checkout.session") ? "session" : "id", id));
    }

    private void expand(ObjectNode object, String fields) {
        var steps = fields.split("\\.", 2);
        var field = steps[0];
        if (field.equals("payments")) {
            var id = object.path("id").asString();
            var payments = object.putObject(field).put("object", "list").put("has_more", false).putArray("data");
            books.all("invoice_payment", payment -> payment.path("invoice").asString().equals(id))
                    .forEach(payment -> payments.add(Books.shown(payment)));
            return;
        }
        if (object.path(field).isString()) {
            object.set(field, Books.shown(books.object(object.path(field).asString())));
        }
        if (steps.length == 2 && object.path(field) instanceof ObjectNode deeper) {
            expand(deeper, steps[1]);
        }
    }

    private static Predicate<ObjectNode> created(Form form) {
        return event -> {
            long created = event.path("created").asLong();
            return (form.get("created[gte]").isEmpty() || created >= form.number("created[gte]"))
                    && (form.get("created[gt]").isEmpty() || created > form.number("created[gt]"))
                    && (form.get("created[lt]").isEmpty() || created < form.number("created[lt]"))
                    && (form.get("created[lte]").isEmpty() || created <= form.number("created[lte]"))
                    && (form.get("type").isEmpty() || form.required("type").equals(event.path("type").asString()));
        };
    }

    /** A page of objects that come the newest first. */
    private ObjectNode list(List<ObjectNode> all, String path, Form form) {
        int limit = form.get("limit").isEmpty() ? USUAL_PAGE : (int) form.number("limit");
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw StripeError.invalid("Invalid limit: must be between 1 and 100");
        }
        limit = Math.min(limit, longestPage);
        var ids = all.stream().map(object -> object.path("id").asString()).toList();
        int from = 0;
        int to = Math.min(all.size(), limit);
        if (form.get("starting_after").isPresent()) {
            from = position(ids, form.required("starting_after"), "starting_after") + 1;
            to = Math.min(all.size(), from + limit);
        } else if (form.get("ending_before").isPresent()) {
            to = position(ids, form.required("ending_before"), "ending_before");
            from = Math.max(0, to - limit);
        }
        var list = JSON.createObjectNode().put("object", "list").put("url", API + path);
        list.put("has_more", form.get("ending_before").isPresent() ? from > 0 : to < all.size());
        all.subList(from, to).forEach(list.putArray("data")::add);
        return list;
    }

    private static int position(List<String> ids, String id, String param) {
        int at = ids.indexOf(id);
        if (at < 0) {
            throw new StripeError(400, "invalid_request_error", "resource_missing", param, "No such object: '" + id + "'");
        }
        return at;
    }

    /** {@code POST /loopback/<act>/<id>}, with an amount in the query of a refund. */
    private Reply act(HttpExchange exchange) {
        var steps = exchange.getRequestURI().getPath().split("/");
        if (!exchange.getRequestMethod().equals("POST") || steps.length != 4) {
            return Reply.of(404, JSON.createObjectNode().put("error", "POST /loopback/<act>/<id>"));
        }
        var id = steps[3];
        try {
            switch (steps[2]) {
                case "pay" -> books.pay(id);
                case "pay-later" -> books.payLater(id);
                case "payment-succeeded" -> books.paymentSucceeded(id);
                case "payment-failed" -> books.paymentFailed(id);
                case "expire" -> books.expire(id);
                case "renew" -> books.renew(id);
                case "fail-payment" -> books.failPayment(id);
                case "pay-invoice" -> books.payInvoice(id);
                case "cancel-at-period-end" -> books.cancelAtPeriodEnd(id, true);
                case "delete" -> books.delete(id);
                case "refund" -> books.refund(id, Form.of(String.valueOf(exchange.getRequestURI().getRawQuery())).number("amount"));
                case "dispute" -> books.dispute(id);
                case "win-dispute" -> books.closeDispute(id, true);
                case "lose-dispute" -> books.closeDispute(id, false);
                default -> throw StripeError.invalid("Unknown act");
            }
            return Reply.of(200, JSON.createObjectNode().put("done", steps[2]));
        } catch (StripeError refused) {
            return error(refused);
        }
    }

    /** Where a browser pays: a button, and back to whoever sent it. */
    private void page(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var id = exchange.getRequestURI().getPath().substring("/pay/".length());
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
                books.pay(id);
                exchange.getResponseHeaders().set("Location", books.text(id, "/success_url").replace("{CHECKOUT_SESSION_ID}", id));
                exchange.sendResponseHeaders(303, -1);
                return;
            }
            var page = "<!doctype html><title>Pay</title><form method=\"post\"><button>Pay %s %s</button></form>"
                    .formatted(books.text(id, "/amount_total"), books.text(id, "/currency")).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        } catch (StripeError refused) {
            exchange.sendResponseHeaders(refused.status(), -1);
        }
    }

    private static final class Shared {
        static final LoopbackStripe STRIPE = start(KEY);
    }
}
