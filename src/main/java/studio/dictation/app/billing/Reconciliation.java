package studio.dictation.app.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import studio.dictation.command.billing.PaymentGateway;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;
import studio.dictation.command.billing.ProviderClock;
import studio.dictation.command.billing.ProviderEvent;
import studio.dictation.command.billing.ProviderEvents;

/**
 * Makes up for what the payment provider told and nobody heard: lists what it told since the last time, puts that into the inbox,
 * where what is known already changes nothing, has what matched nobody tried again, waits until all that is applied, and then
 * compares subscriptions. On one node at a time, a bounded amount of work each; what is left is done the next time, wherever
 * that is.
 */
@Component
public class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    private static final String SOURCE = "reconciliation";
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 50;
    private static final int MOST_COMPARED = 200;
    private static final int COMPARED_AT_ONCE = 20;
    private static final int MOST_TRIED_AGAIN = 100;

    /** So many in a row that can't be asked for: it isn't one of them, the provider is out of reach. */
    private static final int OUT_OF_REACH = 3;

    /** What is told may appear a little later than it says it happened. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    /** The provider's clock may be ahead; less than the overlap. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    /** The provider keeps no more. */
    private static final Duration KEPT = Duration.ofDays(30);

    /** Longer than a page takes: calls that are made again and again, and what is told being applied. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration APPLYING = Duration.ofSeconds(10);
    private static final Duration MOST_TIME = Duration.ofSeconds(20);

    private final PaymentGateway provider;
    private final ProviderClock clock;
    private final Inbox inbox;
    private final ReconciliationBook book;
    private final HeldSubscriptions held;
    private final Drift drift;
    private final OurSubscriptions known;

    Reconciliation(
            PaymentGateway provider,
            ProviderClock clock,
            Inbox inbox,
            ReconciliationBook book,
            HeldSubscriptions held,
            Drift drift,
            OurSubscriptions known) {
        this.provider = provider;
        this.clock = clock;
        this.inbox = inbox;
        this.book = book;
        this.held = held;
        this.drift = drift;
        this.known = known;
    }

    /**
     * What came of one.
     *
     * @param listed      events that the provider told
     * @param missed      those of them that nobody had heard
     * @param compared    subscriptions
     * @param differences those of them of which the provider says something else
     * @param failed      subscriptions that couldn't be compared; they are the next time
     * @param complete    whether nothing is left to do
     */
    public record Report(int listed, int missed, int compared, int differences, int failed, boolean complete) {}

    /**
     * How far the last one came.
     *
     * @param toldUntil  everything the provider told before is in the inbox
     * @param finishedAt when the last one ended that left nothing to do, if one did
     */
    public record Last(Instant toldUntil, @Nullable Instant finishedAt) {}

    /** How far the last one came; nothing if there was none. */
    public Optional<Last> last() {
        return book.last();
    }

    /** Reconciles now; nothing while another one is under way. */
    public Optional<Report> now() throws PaymentRefused, PaymentUnavailable {
        return unlessSince(Duration.ZERO);
    }

    /** Reconciles unless the last one ended that short a while ago, or another one is under way. */
    Optional<Report> unlessSince(Duration rest) throws PaymentRefused, PaymentUnavailable {
        var owner = UUID.randomUUID().toString();
        var begun = book.claim(owner, LEASE, clock.now().minus(KEPT), rest);
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        var run = new Run(owner, begun.get());
        try {
            run.list();
            run.tryAgain();
            if (run.isApplied()) {
                run.compare();
            }
            return Optional.of(run.report());
        } finally {
            book.release(owner, run.complete);
        }
    }

    /** One reconciliation, as far as it has come. */
    private final class Run {
        private final String owner;
        private ReconciliationBook.Progress progress;
        private int listed;
        private int missed;
        private int compared;
        private int differences;
        private int failed;
        private int unavailable;
        private final long begunNanos = System.nanoTime();
        private boolean complete;
        private boolean applied = true;
        private boolean ours = true;

        Run(String owner, ReconciliationBook.Progress progress) {
            this.owner = owner;
            this.progress = progress;
        }

        Report report() {
            return new Report(listed, missed, compared, differences, failed, complete);
        }

        /** Otherwise what isn't applied yet would look like a difference. */
        boolean isApplied() {
            return applied && progress.listing() == null;
        }

        private boolean goesOn() {
            return ours && System.nanoTime() - begunNanos < MOST_TIME.toNanos();
        }

        void list() throws PaymentRefused, PaymentUnavailable {
            if (progress.listing() == null) {
                var until = clock.now().plus(AHEAD);
                go(progress.listing(new ReconciliationBook.Listing(progress.toldUntil().minus(OVERLAP), until, null)));
            }
            for (int page = 0; page < MOST_PAGES && goesOn() && progress.listing() != null; page++) {
                listPage(Objects.requireNonNull(progress.listing()));
            }
        }

        /** What matched nobody may now. */
        void tryAgain() {
            applied &= inbox.await(inbox.tryAgain(MOST_TRIED_AGAIN), APPLYING);
        }

        private void listPage(ReconciliationBook.Listing listing) throws PaymentRefused, PaymentUnavailable {
            try {
                keep(listing, provider.events(listing.since(), listing.until(), listing.after(), PAGE));
            } catch (PaymentRefused refused) {
                if (listing.after() == null || !refused.isMissing()) {
                    throw refused;
                }
                // The provider doesn't keep that event any more: the stretch is begun again.
                go(progress.listing(new ReconciliationBook.Listing(listing.since(), listing.until(), null)));
            }
        }

        private void keep(ReconciliationBook.Listing listing, ProviderEvents told) {
            var kept = new ArrayList<String>();
            for (var event : told.events()) {
                if (inbox.keep(event, SOURCE)) {
                    missed++;
                }
                kept.add(event.id());
            }
            listed += kept.size();
            applied &= inbox.await(kept, APPLYING);
            go(told.more() && !kept.isEmpty()
                    ? progress.listing(new ReconciliationBook.Listing(listing.since(), listing.until(), last(told.events())))
                    : progress.listed(listing.until()));
        }

        private static String last(List<ProviderEvent> events) {
            return events.getLast().id();
        }

        void compare() throws PaymentUnavailable {
            while (goesOn() && !complete && compared + failed < MOST_COMPARED) {
                var next = held.after(progress.comparedAfter(), COMPARED_AT_ONCE);
                for (var subscription : next) {
                    compare(subscription);
                }
                complete = next.size() < COMPARED_AT_ONCE;
                // The next round begins with the first one again.
                go(progress.compared(complete ? "" : next.getLast().subscriptionId()));
            }
        }

        private void compare(HeldSubscriptions.Held subscription) throws PaymentUnavailable {
            try {
                var theirs = theirs(subscription.subscriptionId());
                unavailable = 0;
                if (isDifferent(subscription, ours(subscription), theirs)) {
                    differences++;
                }
                compared++;
            } catch (PaymentUnavailable failure) {
                unavailable++;
                if (unavailable == OUT_OF_REACH) {
                    throw failure;
                }
                failed(subscription, failure);
            } catch (PaymentRefused | RuntimeException failure) {
                failed(subscription, failure);
            }
        }

        private boolean isDifferent(HeldSubscriptions.Held subscription, SubscriptionSide ours, SubscriptionSide theirs) {
            if (ours.equals(theirs)) {
                drift.gone(subscription);
                return false;
            }
            drift.seen(subscription, ours, theirs);
            return true;
        }

        /** One that can't be compared is no reason to leave the others out. */
        private void failed(HeldSubscriptions.Held subscription, Exception failure) {
            failed++;
            // Its message may quote what the provider said of somebody.
            LOG.warn("Subscription {} can't be compared: {}", subscription.subscriptionId(), failure.getClass().getName());
        }

        private void go(ReconciliationBook.Progress further) {
            progress = further;
            ours = book.write(owner, LEASE, further);
        }
    }

    private SubscriptionSide theirs(String subscriptionId) throws PaymentRefused, PaymentUnavailable {
        try {
            return SubscriptionSide.of(provider.subscription(subscriptionId));
        } catch (PaymentRefused refused) {
            if (refused.isMissing()) {
                return SubscriptionSide.UNKNOWN;
            }
            throw refused;
        }
    }

    private SubscriptionSide ours(HeldSubscriptions.Held subscription) {
        return known.find(subscription.accountId(), subscription.subscriptionId())
                .map(SubscriptionSide::of)
                .orElse(SubscriptionSide.UNKNOWN);
    }
}
