package studio.dictation.app.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.stripe.Books;
import studio.dictation.rules.PlanLevel;

/** What becomes of somebody's purchases, drawn from a seed, and done alike for two learners at the same instants. */
final class Story {
    private static final int LONGEST_DAYS = 100;
    private static final int LONGEST_PAUSE_HOURS = 20 * 24;
    private static final long A_PART = 100;
    /** What the service asks Stripe to be told of. */
    private static final String[] NEWS = {
        "checkout.session.completed", "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed",
        "checkout.session.expired", "invoice.paid", "invoice.payment_failed", "customer.subscription.created",
        "customer.subscription.updated", "customer.subscription.deleted", "charge.refunded", "charge.dispute.created",
        "charge.dispute.closed"
    };

    private final long seed;
    private final Random random;
    private final Shop shop;
    private final Instant end;
    private final Life undisturbed;
    private final Life disturbed;
    private final List<String> acts = new ArrayList<>();
    private Instant at;
    private int payments;

    Story(long seed, Shop shop, Learner undisturbed, Learner disturbed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.shop = shop;
        this.end = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        this.undisturbed = new Life(undisturbed);
        this.disturbed = new Life(disturbed);
        this.at = end.minus(Duration.ofHours(1 + random.nextInt(LONGEST_DAYS * 24)));
    }

    /** One of the two, and what they have at Stripe. */
    static final class Life {
        private final Learner learner;
        private final List<String> charges = new ArrayList<>();
        private final List<String> news = new ArrayList<>();
        private @Nullable String page;
        private @Nullable String subscription;
        private @Nullable String dispute;

        private Life(Learner learner) {
            this.learner = learner;
        }

        Learner learner() {
            return learner;
        }

        /** What Stripe has to tell since the last time, in order. */
        List<String> news() {
            var told = List.copyOf(news);
            news.clear();
            return told;
        }
    }

    private record Act(String name, Instant at, int payments, Consumer<Life> happening) {}

    /** One more thing happens. */
    void goOn() {
        var possible = possible();
        var act = possible.get(random.nextInt(possible.size()));
        at = act.at;
        payments += act.payments;
        acts.add(act.name + " " + at);
        shop.books().standAt(at);
        try {
            for (var life : List.of(undisturbed, disturbed)) {
                act.happening.accept(life);
                life.news.addAll(shop.happened(NEWS));
            }
        } finally {
            shop.books().goOn();
        }
    }

    Life undisturbed() {
        return undisturbed;
    }

    Life disturbed() {
        return disturbed;
    }

    /** How often somebody paid. */
    int payments() {
        return payments;
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + String.join(", ", acts);
    }

    private List<Act> possible() {
        var pause = Duration.ofHours(random.nextInt(LONGEST_PAUSE_HOURS)).plusSeconds(1);
        var then = at.plus(pause).isBefore(end) ? at.plus(pause) : at.plus(Duration.between(at, end).dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
        var level = List.of(PlanLevel.BASIC, PlanLevel.BASIC, PlanLevel.PRO, PlanLevel.PREMIUM).get(random.nextInt(4));
        return Stream.of(purchases(then, level), ofTheSubscription(then), ofACharge(then)).flatMap(acts -> acts).toList();
    }

    private Stream<Act> purchases(Instant then, PlanLevel level) {
        var acts = Stream.<Act>builder();
        acts.add(new Act("buys " + level, then, 1, life -> life.charges.add(books().chargeOf(paid(life, level, false)))));
        if (undisturbed.page != null) {
            acts.add(new Act("has paid", then, 1, life -> {
                books().paymentSucceeded(life.page);
                life.charges.add(books().chargeOf(life.page));
                life.page = null;
            }));
            acts.add(new Act("has not paid", then, 0, life -> {
                books().paymentFailed(life.page);
                life.page = null;
            }));
        } else {
            acts.add(new Act("pays later for " + level, then, 0, life -> {
                life.page = shop.page(life.learner, level, false);
                books().payLater(life.page);
            }));
        }
        if (undisturbed.subscription == null) {
            acts.add(new Act("subscribes to " + level, then, 1, life -> {
                var page = paid(life, level, true);
                life.subscription = books().subscriptionOf(page);
                life.charges.add(books().chargeOf(page));
            }));
        }
        return acts.build();
    }

    private String paid(Life life, PlanLevel level, boolean recurring) {
        var page = shop.page(life.learner, level, recurring);
        books().pay(page);
        return page;
    }

    private Stream<Act> ofTheSubscription(Instant then) {
        var acts = Stream.<Act>builder();
        var subscription = undisturbed.subscription;
        if (subscription == null) {
            return acts.build();
        }
        boolean ends = books().text(subscription, "/cancel_at_period_end").equals("true");
        boolean overdue = books().text(subscription, "/status").equals("past_due");
        var due = Instant.ofEpochSecond(Long.parseLong(books().text(subscription, "/items/data/0/current_period_end")));
        if (overdue) {
            acts.add(new Act("pays after all", then, 1, life -> {
                var invoice = books().text(life.subscription, "/latest_invoice");
                books().payInvoice(invoice);
                life.charges.add(books().chargeOf(invoice));
            }));
            acts.add(new Act("is declined again", then, 0, life -> books().failPayment(life.subscription)));
        } else if (due.isBefore(end)) {
            var later = then.isBefore(due) ? due : then;
            acts.add(new Act(ends ? "ends with the period" : "renews", later, ends ? 0 : 1, life -> {
                var invoice = books().renew(life.subscription);
                if (invoice == null) {
                    life.subscription = null;
                } else {
                    life.charges.add(books().chargeOf(invoice));
                }
            }));
            if (!ends) {
                acts.add(new Act("is declined", later, 0, life -> books().failPayment(life.subscription)));
            }
        }
        acts.add(new Act(ends ? "doesn't cancel after all" : "cancels", then, 0, life -> books().cancelAtPeriodEnd(life.subscription, !ends)));
        acts.add(new Act("is ended", then, 0, life -> {
            books().delete(life.subscription);
            life.subscription = null;
        }));
        return acts.build();
    }

    private Stream<Act> ofACharge(Instant then) {
        var acts = Stream.<Act>builder();
        if (undisturbed.dispute != null) {
            for (boolean won : List.of(true, false)) {
                acts.add(new Act(won ? "loses the dispute" : "wins the dispute", then, 0, life -> {
                    books().closeDispute(life.dispute, won);
                    life.dispute = null;
                }));
            }
        }
        if (undisturbed.charges.isEmpty()) {
            return acts.build();
        }
        int which = random.nextInt(undisturbed.charges.size());
        var charge = undisturbed.charges.get(which);
        long kept = Long.parseLong(books().text(charge, "/amount")) - Long.parseLong(books().text(charge, "/amount_refunded"));
        if (kept > 0) {
            acts.add(new Act("is given all back of payment " + which, then, 0, life -> books().refund(life.charges.get(which), kept)));
        }
        if (kept > A_PART) {
            acts.add(new Act("is given a part back of payment " + which, then, 0,
                    life -> books().refund(life.charges.get(which), A_PART)));
        }
        if (undisturbed.dispute == null && books().text(charge, "/disputed").equals("false")) {
            acts.add(new Act("disputes payment " + which, then, 0, life -> life.dispute = books().dispute(life.charges.get(which))));
        }
        return acts.build();
    }

    private Books books() {
        return shop.books();
    }
}
