package studio.dictation.app.stripe;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.InvoicePayment;
import com.stripe.model.StripeCollection;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.RequestOptions;
import com.stripe.param.DisputeListParams;
import com.stripe.param.InvoicePaymentListParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.app.settings.StripeSettings;
import studio.dictation.command.billing.CheckoutOrder;
import studio.dictation.command.billing.OpenedCheckout;
import studio.dictation.command.billing.PaymentGateway;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;
import studio.dictation.command.billing.ProviderCharge;
import studio.dictation.command.billing.ProviderEvent;
import studio.dictation.command.billing.ProviderEvents;
import studio.dictation.command.billing.ProviderInvoice;
import studio.dictation.command.billing.ProviderSession;
import studio.dictation.command.billing.ProviderSubscription;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Stripe, by its API. */
public final class StripeGateway implements PaymentGateway {
    private static final Logger LOG = LoggerFactory.getLogger(StripeGateway.class);
    private static final int MAX_RETRIES = 2;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final StripeSettings settings;
    private final @Nullable StripeClient client;
    private final MadePrices prices = new MadePrices();

    /** @param settings without a key nothing is ever asked */
    public StripeGateway(StripeSettings settings) {
        this.settings = settings;
        this.client = client(settings);
    }

    private static @Nullable StripeClient client(StripeSettings settings) {
        // Otherwise it tells Stripe of each request how long the one before took.
        Stripe.enableTelemetry = false;
        var key = settings.key();
        return key == null ? null : StripeClient.builder()
                .setApiKey(key.value())
                .setApiBase(settings.api().toString())
                .setMaxNetworkRetries(MAX_RETRIES)
                .setHttpClient(new StripeHttp(settings.timeout()))
                .build();
    }

    @Override
    public boolean isConfigured() {
        return client != null;
    }

    @Override
    public OpenedCheckout open(CheckoutOrder order) throws PaymentRefused, PaymentUnavailable {
        var made = settings.priceIds().get(new StripeSettings.PriceId(order.offer().level(), order.recurring()));
        if (made != null) {
            prices.requireSells(made, order.offer(), order.recurring(),
                    id -> asked(stripe -> stripe.v1().prices().retrieve(segment(id))));
        }
        var wanted = new CheckoutPage(settings).of(order);
        var options = RequestOptions.builder().setIdempotencyKey(order.idempotencyKey()).build();
        var session = asked(stripe -> stripe.v1().checkout().sessions().create(wanted, options));
        return new OpenedCheckout(
                session.getId(), session.getUrl(), FromStripe.amount(session.getAmountTotal()), FromStripe.currency(session.getCurrency()));
    }

    @Override
    public ProviderSession session(String id) throws PaymentRefused, PaymentUnavailable {
        var expanded = SessionRetrieveParams.builder().addExpand("payment_intent.latest_charge").addExpand("invoice").build();
        return FromStripe.session(asked(stripe -> stripe.v1().checkout().sessions().retrieve(segment(id), expanded)));
    }

    @Override
    public ProviderInvoice invoice(String id) throws PaymentRefused, PaymentUnavailable {
        var expanded = InvoiceRetrieveParams.builder().addExpand("payments").build();
        return FromStripe.invoice(asked(stripe -> stripe.v1().invoices().retrieve(segment(id), expanded)));
    }

    @Override
    public ProviderSubscription subscription(String id) throws PaymentRefused, PaymentUnavailable {
        return FromStripe.subscription(asked(stripe -> stripe.v1().subscriptions().retrieve(segment(id))));
    }

    @Override
    public ProviderCharge charge(String id) throws PaymentRefused, PaymentUnavailable {
        var charge = asked(stripe -> stripe.v1().charges().retrieve(segment(id)));
        var newest = DisputeListParams.builder().setCharge(charge.getId()).setLimit(1L).build();
        var dispute = Boolean.TRUE.equals(charge.getDisputed())
                ? first(asked(stripe -> stripe.v1().disputes().list(newest)))
                : null;
        var intent = charge.getPaymentIntent();
        var invoice = intent == null ? null : invoiceOf(intent);
        var session = intent == null ? null : sessionOf(intent);
        return FromStripe.charge(charge, dispute, invoice, session);
    }

    @Override
    public ProviderSubscription cancelAtPeriodEnd(String subscriptionId) throws PaymentRefused, PaymentUnavailable {
        var atTheEnd = SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(true).build();
        return FromStripe.subscription(asked(stripe -> stripe.v1().subscriptions().update(segment(subscriptionId), atTheEnd)));
    }

    @Override
    public ProviderEvents events(Instant since, Instant until, @Nullable String after, int limit)
            throws PaymentRefused, PaymentUnavailable {
        var page = "/v1/events?limit=%d&created[gte]=%d&created[lt]=%d".formatted(limit, since.getEpochSecond(), until.getEpochSecond())
                + (after == null ? "" : "&starting_after=" + segment(after));
        var address = page.replace("[", "%5B").replace("]", "%5D");
        // The library's own events leave out what it doesn't know.
        var answer = asked(stripe -> stripe.rawRequest(RequestMethod.GET, address, null));
        try {
            var listed = JSON.readTree(answer.body());
            var events = new ArrayList<ProviderEvent>();
            for (var event : listed.path("data")) {
                events.add(new ProviderEvent(
                        event.required("id").asString(),
                        event.required("type").asString(),
                        Instant.ofEpochSecond(event.required("created").asLong()),
                        JSON.writeValueAsBytes(event)));
            }
            return new ProviderEvents(events, listed.path("has_more").asBoolean());
        } catch (JacksonException unreadable) {
            throw new PaymentUnavailable("The payment provider's answer can't be read");
        }
    }

    private @Nullable String invoiceOf(String paymentIntent) throws PaymentRefused, PaymentUnavailable {
        var paidBy = InvoicePaymentListParams.builder()
                .setPayment(InvoicePaymentListParams.Payment.builder()
                        .setType(InvoicePaymentListParams.Payment.Type.PAYMENT_INTENT)
                        .setPaymentIntent(paymentIntent)
                        .build())
                .setLimit(1L)
                .build();
        return Optional.ofNullable(first(asked(stripe -> stripe.v1().invoicePayments().list(paidBy))))
                .map(InvoicePayment::getInvoice)
                .orElse(null);
    }

    private @Nullable String sessionOf(String paymentIntent) throws PaymentRefused, PaymentUnavailable {
        var paidBy = SessionListParams.builder().setPaymentIntent(paymentIntent).setLimit(1L).build();
        var session = first(asked(stripe -> stripe.v1().checkout().sessions().list(paidBy)));
        return session == null ? null : session.getId();
    }

    private static <T extends com.stripe.model.HasId> @Nullable T first(StripeCollection<T> listed) {
        return listed.getData().isEmpty() ? null : listed.getData().getFirst();
    }

    /** The library puts ids into the path as they are. */
    private static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private interface Call<T> {
        T to(StripeClient stripe) throws StripeException;
    }

    private <T> T asked(Call<T> call) throws PaymentRefused, PaymentUnavailable {
        if (client == null) {
            throw new PaymentUnavailable("STRIPE_SECRET_KEY is not set");
        }
        try {
            return call.to(client);
        } catch (InvalidRequestException | CardException | IdempotencyException refused) {
            LOG.info("Stripe refused request {}: {} {}", refused.getRequestId(), refused.getStatusCode(), refused.getCode());
            throw new PaymentRefused(withoutKey(refused.getUserMessage()), "resource_missing".equals(refused.getCode()));
        } catch (ApiConnectionException unanswered) {
            LOG.warn("Stripe is out of reach: {}", unanswered.getMessage());
            throw new PaymentUnavailable("The payment provider is out of reach");
        } catch (StripeException failed) {
            // Its text may hold a part of the key.
            LOG.warn("Stripe failed at request {}: {} {}", failed.getRequestId(), failed.getStatusCode(), failed.getCode());
            throw new PaymentUnavailable("The payment provider answered " + failed.getStatusCode());
        }
    }

    private String withoutKey(@Nullable String message) {
        var key = settings.key();
        if (message == null || key == null) {
            return "The payment provider refused";
        }
        return message.replace(key.value(), "…");
    }
}
