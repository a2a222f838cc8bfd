package studio.dictation.app.billing;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import studio.dictation.app.settings.Settings;
import studio.dictation.command.billing.PaymentGateway;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;
import studio.dictation.command.billing.ProviderIds;
import studio.dictation.command.billing.ProviderSession;

/** Applies what somebody asks for who has paid or cancelled, without waiting for what the provider tells. */
@Component
public class PaymentChecks {
    static final String SOURCE = "verify";
    private static final String PAID = "paid";
    private static final String COMPLETED = "checkout.session.completed";
    private static final String UPDATED = "customer.subscription.updated";

    private final PaymentGateway gateway;
    private final Accounts accounts;
    private final Inbox inbox;
    private final Duration patience;

    PaymentChecks(@Lazy PaymentGateway gateway, Accounts accounts, Inbox inbox, Settings settings) {
        this.gateway = gateway;
        this.accounts = accounts;
        this.inbox = inbox;
        this.patience = settings.stripe().timeout().plus(settings.readYourWritesTimeout());
    }

    /**
     * A session that became somebody's.
     *
     * @param status    {@code paid}, {@code unpaid} or {@code no_payment_required}
     * @param applied   whether it is applied
     * @param paymentId the payment, if it is paid
     */
    public record Checked(String status, boolean applied, @Nullable String paymentId) {}

    /** Asks for a session of that account and has it applied; nothing if there is none of that account. */
    public Optional<Checked> check(String sessionId, UUID accountId) throws PaymentRefused, PaymentUnavailable {
        if (!ProviderIds.isOne(sessionId)) {
            return Optional.empty();
        }
        var session = find(sessionId)
                .filter(found -> accounts.of(found.buyer()).filter(accountId::equals).isPresent())
                .orElse(null);
        if (session == null) {
            return Optional.empty();
        }
        var key = session.subscriptionId() == null ? session.id() : session.subscriptionId();
        var wanted = inbox.want(COMPLETED, session.id(), key, SOURCE);
        var status = session.paymentStatus();
        return Optional.of(new Checked(status, await(List.of(wanted)), status.equals(PAID) ? session.paymentId() : null));
    }

    /** Has a subscription looked at as it is now; answers what to wait for. */
    public String look(String subscriptionId) {
        return inbox.want(UPDATED, subscriptionId, subscriptionId, SOURCE);
    }

    /** Waits for what was asked for; answers whether all of it is applied. */
    public boolean await(Collection<String> wanted) {
        return inbox.await(wanted, patience);
    }

    private Optional<ProviderSession> find(String sessionId) throws PaymentRefused, PaymentUnavailable {
        try {
            return Optional.of(gateway.session(sessionId));
        } catch (PaymentRefused refused) {
            if (refused.isMissing()) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
