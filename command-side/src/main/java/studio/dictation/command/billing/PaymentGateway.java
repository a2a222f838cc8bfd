package studio.dictation.command.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The payment provider. Each method is one or a few calls to it, which take time and may fail: never call them inside a
 * transaction. What it answers is how things are there now, whatever was heard of them before.
 */
public interface PaymentGateway {
    /** Whether it can be asked at all. */
    boolean isConfigured();

    /**
     * Opens a page where somebody pays.
     *
     * @throws PaymentRefused      when the provider doesn't want it
     * @throws PaymentUnavailable when it can't be asked now
     */
    OpenedCheckout open(CheckoutOrder order) throws PaymentRefused, PaymentUnavailable;

    /**
     * A checkout session with the payment it led to.
     *
     * @param id such as {@code cs_…}
     */
    ProviderSession session(String id) throws PaymentRefused, PaymentUnavailable;

    /**
     * An invoice of a subscription with its payment.
     *
     * @param id such as {@code in_…}
     */
    ProviderInvoice invoice(String id) throws PaymentRefused, PaymentUnavailable;

    /**
     * A subscription.
     *
     * @param id such as {@code sub_…}
     */
    ProviderSubscription subscription(String id) throws PaymentRefused, PaymentUnavailable;

    /**
     * A charge with what was given back of it and its dispute, and the payment it belongs to.
     *
     * @param id such as {@code ch_…}
     */
    ProviderCharge charge(String id) throws PaymentRefused, PaymentUnavailable;

    /** Ends a subscription with the time that is paid; answers how it is then. */
    ProviderSubscription cancelAtPeriodEnd(String subscriptionId) throws PaymentRefused, PaymentUnavailable;

    /**
     * A page of what the provider has told of a stretch of time, the newest first; it keeps some thirty days.
     *
     * @param since events created at or after it
     * @param until events created before it
     * @param after id of the last one on the page before; absent: the first page
     * @param limit at most so many, 1 to 100
     */
    ProviderEvents events(Instant since, Instant until, @Nullable String after, int limit)
            throws PaymentRefused, PaymentUnavailable;
}
