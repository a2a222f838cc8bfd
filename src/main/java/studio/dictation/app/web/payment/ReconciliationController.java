package studio.dictation.app.web.payment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.billing.Drift;
import studio.dictation.app.billing.Reconciliation;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;
import studio.dictation.command.kernel.Checks;

/** Whether the payment provider and we say the same. */
@RestController
@RequestMapping("/admin/billing")
class ReconciliationController {
    private static final int MOST = 500;
    private static final int USUAL = 100;
    private static final int LONGEST_ID = 255;
    private static final int UNDER_WAY_SECONDS = 5;

    private final Settings settings;
    private final ObjectProvider<Reconciliation> reconciliation;
    private final ObjectProvider<Drift> drift;

    ReconciliationController(Settings settings, ObjectProvider<Reconciliation> reconciliation, ObjectProvider<Drift> drift) {
        this.settings = settings;
        this.reconciliation = reconciliation;
        this.drift = drift;
    }

    @AdminOnly
    @PostMapping("/reconcile")
    Reconciliation.Report reconcile() {
        Provider.require(settings);
        try {
            return reconciliation.getObject().now().orElseThrow(() ->
                    RequestRefused.unavailable("A reconciliation is under way, please try again", UNDER_WAY_SECONDS));
        } catch (PaymentRefused refused) {
            throw Provider.refused(refused);
        } catch (PaymentUnavailable unavailable) {
            throw RequestRefused.unavailable("The payment provider is out of reach");
        }
    }

    @AdminOnly
    @GetMapping("/drift")
    Found drift(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int most = limit == null ? USUAL : limit;
        var after = cursor == null ? "" : cursor;
        new Checks()
                .that(most >= 1 && most <= MOST, "limit", "must be 1 to " + MOST)
                .text("cursor", after, 0, LONGEST_ID)
                .orRefuse();
        var found = drift.getObject().after(after, most).stream().map(Found.Difference::of).toList();
        var unmatched = drift.getObject().unmatched(most).stream().map(Found.Unmatched::of).toList();
        var last = reconciliation.getObject().last();
        return new Found(
                last.map(done -> done.toldUntil().toEpochMilli()).orElse(null),
                last.map(Reconciliation.Last::finishedAt).map(Instant::toEpochMilli).orElse(null),
                found, unmatched, found.size() < most ? null : found.getLast().subscriptionId());
    }

    /**
     * Where both sides differ.
     *
     * @param toldUntil  everything the provider told before was heard, epoch milliseconds; null before the first time
     * @param finishedAt when both sides were compared to the end, epoch milliseconds
     * @param drift      subscriptions of which the provider says something else
     * @param unmatched  what the provider told of somebody or something that isn't known here, the newest first
     * @param next       cursor of the next page, if there may be one
     */
    record Found(
            @Nullable Long toldUntil,
            @Nullable Long finishedAt,
            List<Difference> drift,
            List<Unmatched> unmatched,
            @Nullable String next) {
        /** One subscription, as both sides have it. */
        record Difference(
                String subscriptionId, String account, Object ours, Object theirs, long firstSeenAt, long lastSeenAt) {
            static Difference of(Drift.Difference found) {
                return new Difference(found.subscriptionId(), found.accountId().toString(), found.ours(), found.theirs(),
                        found.firstSeenAt().toEpochMilli(), found.lastSeenAt().toEpochMilli());
            }
        }

        /** One message that nobody could be found for. */
        record Unmatched(String eventId, String type, String objectId, @Nullable String reason, long createdAt, long receivedAt) {
            static Unmatched of(Drift.Unmatched found) {
                return new Unmatched(found.eventId(), found.type(), found.objectId(), found.reason(),
                        found.createdAt().toEpochMilli(), found.receivedAt().toEpochMilli());
            }
        }
    }
}
