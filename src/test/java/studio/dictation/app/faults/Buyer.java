package studio.dictation.app.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.faults.Caller.Request;
import studio.dictation.app.faults.Client.Account;
import studio.dictation.app.faults.Client.Effect;
import studio.dictation.app.faults.Write.Outcome;
import studio.dictation.app.http.Answer;
import studio.dictation.app.stripe.Books;
import studio.dictation.app.stripe.Deliveries;
import studio.dictation.rules.PlanLevel;
import tools.jackson.databind.json.JsonMapper;

/** Buys plans, while Stripe tells of it more than once, in any order and until somebody takes it. */
final class Buyer implements Runnable {
    private static final List<PlanLevel> LEVELS = List.of(PlanLevel.BASIC, PlanLevel.PRO, PlanLevel.PREMIUM);
    private static final int BOUGHT_EACH = 5;

    private final Client client;
    private final Books books;
    private final List<Deliveries> deliveries;
    private @Nullable Account account;
    private int bought;

    /** @param deliveries one to each service */
    Buyer(Client client, Books books, List<Deliveries> deliveries) {
        this.client = client;
        this.books = books;
        this.deliveries = deliveries;
    }

    /** Sessions that Stripe has and nobody was told of. */
    static List<String> unheardOf(Books books, Set<String> known) {
        return books.sessions().stream().filter(session -> !known.contains(session)).toList();
    }

    /** One purchase. */
    @Override
    public void run() {
        if (account == null || bought++ == BOUGHT_EACH) {
            account = client.register().orElse(null);
            bought = 0;
        }
        if (account != null) {
            buy(account);
        }
    }

    private void buy(Account buyer) {
        var level = LEVELS.get(client.random().nextInt(LEVELS.size()));
        // What is paid again and again shows no end.
        boolean recurring = bought == BOUGHT_EACH && client.random().nextBoolean();
        long begun = System.nanoTime();
        var opened = client.insist(Request.post("/payment/create-session", "{\"plan\":\"%s\",\"duration\":%d,\"isRecurring\":%b}"
                .formatted(level.text(), level.catalogueDays(), recurring)), buyer.token(), client.nextMark());
        if (opened.isEmpty()) {
            return;
        }
        var session = opened.get().at("sessionId");
        client.note(new Effect(StoredHistory.CHECKOUT, session, List.of(), 1), begun, Outcome.PENDING, opened.get());
        begun = System.nanoTime();
        books.pay(session);
        Answer verified = null;
        if (client.random().nextBoolean()) {
            verified = verified(buyer, session);
        }
        boolean told = tell();
        if (verified == null && client.random().nextBoolean()) {
            verified = verified(buyer, session);
        }
        if (!recurring) {
            var outcome = verified == null ? told ? Outcome.PENDING : Outcome.UNKNOWN : Client.outcome(verified, Set.of(), done -> true);
            client.note(new Effect(StoredHistory.PAID, session, List.of(buyer.object("plan")), level.catalogueDays()), begun, outcome, verified);
            Learner.readPlan(client, buyer);
        }
    }

    private @Nullable Answer verified(Account buyer, String session) {
        return client.once(Request.post("/payment/verify-session/" + session, ""), buyer.token())
                .filter(answer -> answer.status() != 503 && (answer.status() != 200 || answer.at("status").equals("paid"))).orElse(null);
    }

    /** Answers whether all of it was taken. */
    private boolean tell() {
        var events = new ArrayList<>(deliveries.getFirst().pending());
        if (client.random().nextInt(3) == 0) {
            Collections.shuffle(events, client.random());
        }
        boolean all = true;
        for (var event : events) {
            all &= tell(event);
        }
        return all;
    }

    private boolean tell(String event) {
        long begun = System.nanoTime();
        var statuses = new ArrayList<Integer>();
        boolean taken = client.again(() -> {
            statuses.add(deliveries.get(client.service()).deliver(event));
            return statuses.getLast() != 0 && statuses.getLast() != 503;
        });
        if (client.random().nextInt(4) == 0) {
            deliveries.get(client.service()).deliver(event);
        }
        var outcome = !taken ? Outcome.UNKNOWN : statuses.getLast() == 200 ? Outcome.PENDING : Outcome.ABSURD;
        var id = JsonMapper.shared().readTree(event).path("id").asString();
        client.note(new Effect(StoredHistory.MESSAGE, id, List.of(), 1), begun, outcome, null);
        return outcome == Outcome.PENDING;
    }
}
