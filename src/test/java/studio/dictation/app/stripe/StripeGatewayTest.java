package studio.dictation.app.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.CapturedLog;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.settings.StripeSettings;
import studio.dictation.command.billing.Buyer;
import studio.dictation.command.billing.CheckoutOrder;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;
import studio.dictation.command.billing.PlanOffer;
import studio.dictation.command.billing.ProviderEvent;
import studio.dictation.rules.PlanLevel;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StripeGatewayTest {
    private static final String KEY = "sk_test_4eC39HqLyjWDarjtT1zdp7dc";
    private static final UUID ACCOUNT = UUID.fromString("0190a5c4-0000-7000-8000-000000000001");
    private static final String EMAIL = "ada@example.org";
    private static final PlanOffer PRO = new PlanOffer(PlanLevel.PRO, 90, 699L, "usd");

    private final LoopbackStripe stripe = LoopbackStripe.start(KEY);
    private final Books books = stripe.books();
    private final StripeGateway gateway = gateway(KEY, Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        stripe.close();
    }

    @Nested
    class ACheckout {
        @Test
        void isAPageOfThePlanWithEverythingNotedThatItsPaymentNeeds() throws Exception {
            var opened = gateway.open(order(false, "key-1"));
            assertThat(opened.url()).startsWith(stripe.address() + "/pay/cs_test_");
            assertThat(opened.amount()).isEqualTo(699);
            assertThat(opened.currency()).isEqualTo("usd");
            assertThat(books.text(opened.sessionId(), "/mode")).isEqualTo("payment");
            assertThat(books.text(opened.sessionId(), "/customer_email")).isEqualTo(EMAIL);
            assertThat(books.text(opened.sessionId(), "/success_url"))
                    .isEqualTo("https://app.example.org/upgrade?session_id={CHECKOUT_SESSION_ID}");
            assertThat(books.text(opened.sessionId(), "/cancel_url")).isEqualTo("https://app.example.org/plans");
            assertThat(books.object(opened.sessionId()).path("metadata")).hasToString(
                    "{\"account_id\":\"%s\",\"duration\":\"90\",\"isRecurring\":\"False\",\"is_recurring\":\"False\",\"plan\":\"Pro\",\"user_email\":\"%s\"}"
                            .formatted(ACCOUNT, EMAIL));
        }

        @Test
        void isOpenedOnceForAKey() throws Exception {
            var opened = gateway.open(order(false, "key-1"));
            assertThat(gateway.open(order(false, "key-1"))).isEqualTo(opened);
            assertThat(gateway.open(order(false, "key-2"))).isNotEqualTo(opened);
            assertThatThrownBy(() -> gateway.open(order(true, "key-1"))).isInstanceOf(PaymentRefused.class)
                    .hasMessageContaining("same parameters");
        }

        @Test
        void isReadWithItsPayment() throws Exception {
            var id = gateway.open(order(false, "key-1")).sessionId();
            var before = gateway.session(id);
            assertThat(before.status()).isEqualTo("open");
            assertThat(before.paymentStatus()).isEqualTo("unpaid");
            assertThat(before.paymentId()).isEqualTo(id);
            assertThat(before.paidAt()).isNull();
            books.pay(id);
            var after = gateway.session(id);
            assertThat(after.status()).isEqualTo("complete");
            assertThat(after.paymentStatus()).isEqualTo("paid");
            assertThat(after.buyer()).isEqualTo(new Buyer(ACCOUNT, EMAIL, "Pro"));
            assertThat(after.amount()).isEqualTo(699);
            assertThat(after.paymentId()).startsWith("pi_");
            assertThat(after.paidAt()).isEqualTo(Instant.ofEpochSecond(Long.parseLong(books.text(books.chargeOf(id), "/created"))));
            assertThat(after.subscriptionId()).isNull();
        }

        @Test
        void isNotPaidWhileThePaymentIsUnderWay() throws Exception {
            var id = gateway.open(order(false, "key-1")).sessionId();
            books.payLater(id);
            assertThat(gateway.session(id).status()).isEqualTo("complete");
            assertThat(gateway.session(id).paidAt()).isNull();
            books.paymentSucceeded(id);
            assertThat(gateway.session(id).paidAt()).isNotNull();
        }

        @Test
        void mayHaveEnded() throws Exception {
            var id = gateway.open(order(false, "key-1")).sessionId();
            books.expire(id);
            assertThat(gateway.session(id).status()).isEqualTo("expired");
        }

    }

    @Nested
    class APriceThatWasMadeAtStripe {
        private static final StripeSettings.PriceId ONCE = new StripeSettings.PriceId(PlanLevel.PRO, false);
        private static final StripeSettings.PriceId RECURRING = new StripeSettings.PriceId(PlanLevel.PRO, true);

        @ParameterizedTest
        @CsvSource({"day,90", "month,3"})
        void sellsTheDaysOfThePlan(String interval, long count) throws Exception {
            books.price("price_pro", 799, "usd", interval, count);
            assertThat(selling(RECURRING).open(pro(null, true)).amount()).isEqualTo(799);
        }

        @Test
        void maySellAPlanOnce() throws Exception {
            books.price("price_pro", 799, "usd", "", 0);
            assertThat(selling(ONCE).open(pro(799L, false)).amount()).isEqualTo(799);
        }

        @ParameterizedTest
        @CsvSource({"799,usd,day,30,true,period", "799,usd,month,1,true,period", "799,usd,year,90,true,period", "799,usd,'',0,true,period",
                "799,usd,day,90,false,period", "799,eur,day,90,true,currency", "699,usd,day,90,true,amount", "699,usd,'',0,false,amount"})
        void sellsNothingElse(long amount, String currency, String interval, long count, boolean recurring, String different) {
            books.price("price_pro", amount, currency, interval, count);
            try (var log = new CapturedLog()) {
                assertThatThrownBy(() -> selling(ONCE, RECURRING).open(pro(799L, recurring)))
                        .isInstanceOf(PaymentUnavailable.class)
                        .hasMessage("The price at the payment provider has another %s than the plan".formatted(different));
                assertThat(log.lines()).contains("STRIPE_PRICE_IDS: price_pro can't sell Pro: its %s is another one".formatted(different));
            }
            assertThat(stripe.requests()).noneMatch(request -> request.startsWith("POST"));
        }

        @Test
        void isComparedOnceWithEverythingItIsToSell() throws Exception {
            books.price("price_pro", 799, "usd", "", 0);
            var gateway = selling(ONCE, new StripeSettings.PriceId(PlanLevel.PREMIUM, false));
            gateway.open(pro(799L, false));
            gateway.open(pro(799L, false));
            assertThat(stripe.requests()).containsOnlyOnce("GET /v1/prices/price_pro");
            var premium = new PlanOffer(PlanLevel.PREMIUM, 180, 1_199L, "usd");
            assertThatThrownBy(() -> gateway.open(new CheckoutOrder(ACCOUNT, EMAIL, premium, false, "key-2")))
                    .isInstanceOf(PaymentUnavailable.class)
                    .hasMessageContaining("amount");
        }

        @Test
        void mayBeUnknownThere() {
            assertThatThrownBy(() -> selling(ONCE).open(pro(799L, false))).isInstanceOfSatisfying(PaymentRefused.class,
                    refused -> assertThat(refused.isMissing()).isTrue());
        }

        private StripeGateway selling(StripeSettings.PriceId... what) {
            return new StripeGateway(new StripeSettings(new Secret(KEY), stripe.address(), Duration.ofSeconds(5),
                    "https://app.example.org/upgrade", "https://app.example.org/plans", Map.of(), "usd",
                    Stream.of(what).collect(Collectors.toMap(sold -> sold, sold -> "price_pro")), Duration.ZERO));
        }

        private static CheckoutOrder pro(@Nullable Long amount, boolean recurring) {
            return new CheckoutOrder(ACCOUNT, EMAIL, new PlanOffer(PlanLevel.PRO, 90, amount, "usd"), recurring, "key-1");
        }
    }

    @Nested
    class ASubscription {
        @Test
        void beginsWithItsFirstInvoiceWhichIsThePaymentOfTheSession() throws Exception {
            var id = gateway.open(order(true, "key-1")).sessionId();
            books.pay(id);
            var session = gateway.session(id);
            var invoice = gateway.invoice(Objects.requireNonNull(session.invoiceId()));
            assertThat(session.paymentId()).isEqualTo(invoice.id());
            assertThat(session.paidAt()).isEqualTo(invoice.paidAt()).isNotNull();
            assertThat(invoice.status()).isEqualTo("paid");
            assertThat(invoice.buyer()).isEqualTo(new Buyer(ACCOUNT, EMAIL, "Pro"));
            assertThat(invoice.amount()).isEqualTo(699);
            assertThat(invoice.subscriptionId()).isEqualTo(session.subscriptionId()).startsWith("sub_");
            assertThat(invoice.customerId()).isEqualTo(session.customerId()).startsWith("cus_");
            assertThat(invoice.paymentIntentId()).startsWith("pi_");
            assertThat(invoice.attempts()).isEqualTo(1);
        }

        @Test
        void endsItsPeriodsAfterTheDaysOfThePlan() throws Exception {
            var subscription = gateway.subscription(begun());
            assertThat(subscription.status()).isEqualTo("active");
            assertThat(subscription.buyer()).isEqualTo(new Buyer(ACCOUNT, EMAIL, "Pro"));
            assertThat(subscription.cancelAtPeriodEnd()).isFalse();
            assertThat(subscription.cancelledAt()).isNull();
            var begin = Long.parseLong(books.text(subscription.id(), "/start_date"));
            assertThat(subscription.periodEndsAt()).isEqualTo(Instant.ofEpochSecond(begin).plus(Duration.ofDays(90)));
            books.renew(subscription.id());
            assertThat(gateway.subscription(subscription.id()).periodEndsAt()).isEqualTo(Instant.ofEpochSecond(begin).plus(Duration.ofDays(180)));
        }

        @Test
        void isCancelledAtTheEndOfWhatIsPaidHoweverOften() throws Exception {
            var id = begun();
            var cancelled = gateway.cancelAtPeriodEnd(id);
            assertThat(cancelled.status()).isEqualTo("active");
            assertThat(cancelled.cancelAtPeriodEnd()).isTrue();
            assertThat(cancelled.cancelledAt()).isNotNull();
            assertThat(gateway.cancelAtPeriodEnd(id)).isEqualTo(cancelled);
            books.renew(id);
            assertThat(gateway.subscription(id).status()).isEqualTo("canceled");
            assertThatThrownBy(() -> gateway.cancelAtPeriodEnd(id)).isInstanceOf(PaymentRefused.class);
        }

        @Test
        void mayFallBehindAndRecover() throws Exception {
            var id = begun();
            var invoice = books.failPayment(id);
            books.failPayment(id);
            assertThat(gateway.subscription(id).status()).isEqualTo("past_due");
            assertThat(gateway.invoice(invoice).status()).isEqualTo("open");
            assertThat(gateway.invoice(invoice).attempts()).isEqualTo(2);
            assertThat(gateway.invoice(invoice).paidAt()).isNull();
            books.payInvoice(invoice);
            assertThat(gateway.subscription(id).status()).isEqualTo("active");
            assertThat(gateway.invoice(invoice).paidAt()).isNotNull();
        }
    }

    @Nested
    class ACharge {
        @Test
        void belongsToTheSessionThatItPaid() throws Exception {
            var id = gateway.open(order(false, "key-1")).sessionId();
            books.pay(id);
            var charge = gateway.charge(books.chargeOf(id));
            assertThat(charge.paymentId()).isEqualTo(gateway.session(id).paymentId());
            assertThat(charge.sessionId()).isEqualTo(id);
            assertThat(charge.amount()).isEqualTo(699);
            assertThat(charge.refunded()).isZero();
            assertThat(charge.disputeId()).isNull();
        }

        @Test
        void belongsToTheInvoiceThatItPaid() throws Exception {
            var invoice = Objects.requireNonNull(books.renew(begun()));
            assertThat(gateway.charge(books.chargeOf(invoice)).paymentId()).isEqualTo(invoice);
        }

        @Test
        void saysWhatWasGivenBackSoFar() throws Exception {
            var id = gateway.open(order(false, "key-1")).sessionId();
            books.pay(id);
            books.refund(books.chargeOf(id), 100);
            books.refund(books.chargeOf(id), 200);
            assertThat(gateway.charge(books.chargeOf(id)).refunded()).isEqualTo(300);
        }

        @ParameterizedTest
        @CsvSource({"true,won", "false,lost"})
        void saysHowItsDisputeStands(boolean won, String status) throws Exception {
            var id = gateway.open(order(false, "key-1")).sessionId();
            books.pay(id);
            var dispute = books.dispute(books.chargeOf(id));
            assertThat(gateway.charge(books.chargeOf(id)).disputeId()).isEqualTo(dispute);
            assertThat(gateway.charge(books.chargeOf(id)).dispute()).isEqualTo("needs_response");
            books.closeDispute(dispute, won);
            assertThat(gateway.charge(books.chargeOf(id)).dispute()).isEqualTo(status);
        }
    }

    @Nested
    class WhatWasTold {
        @Test
        void comesInPagesTheNewestFirst() throws Exception {
            for (int i = 0; i < 3; i++) {
                books.pay(gateway.open(order(true, "key-" + i)).sessionId());
            }
            var told = new ArrayList<String>();
            String after = null;
            boolean more = true;
            while (more) {
                var page = gateway.events(Instant.EPOCH, Instant.ofEpochSecond(books.now() + 1), after, 7);
                page.events().stream().map(ProviderEvent::id).forEach(told::add);
                after = told.getLast();
                more = page.more();
            }
            assertThat(told.reversed()).containsExactlyElementsOf(books.events().stream().map(StripeGatewayTest::id).toList());
        }

        @Test
        void isOfTheStretchThatIsAskedFor() throws Exception {
            books.pay(gateway.open(order(false, "key-1")).sessionId());
            books.advance(Duration.ofHours(1));
            var middle = Instant.ofEpochSecond(books.now());
            books.pay(gateway.open(order(false, "key-2")).sessionId());
            var later = gateway.events(middle, middle.plusSeconds(60), null, 100);
            assertThat(later.events()).extracting(ProviderEvent::type)
                    .containsExactly("checkout.session.completed", "payment_intent.succeeded", "charge.succeeded");
            assertThat(later.events()).allMatch(event -> !event.createdAt().isBefore(middle));
            assertThat(later.more()).isFalse();
            assertThat(gateway.events(middle.plusSeconds(60), middle.plusSeconds(120), null, 100).events()).isEmpty();
        }
    }

    @Nested
    class Troubles {
        @ParameterizedTest
        @ValueSource(strings = {"cs_test_none", "../charges/ch_1", "cs?expand[]=x", " "})
        void whatIsUnknownIsMissing(String id) {
            assertThatThrownBy(() -> gateway.session(id)).isInstanceOfSatisfying(PaymentRefused.class,
                    refused -> assertThat(refused.isMissing()).isTrue());
        }

        @Test
        void oneThatPassesIsNotNoticed() throws Exception {
            stripe.fails(503, 2);
            assertThat(gateway.open(order(false, "key-1")).url()).isNotEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {500, 502, 429, 403})
        void oneThatLastsIsSaidWithoutAnyKey(int status) {
            stripe.fails(status, 3);
            assertThatThrownBy(() -> gateway.open(order(false, "key-1"))).isInstanceOf(PaymentUnavailable.class)
                    .hasMessage("The payment provider answered " + status).hasNoCause();
        }

        @Test
        void aWrongKeyIsOurTroubleAndNotShown() {
            assertThatThrownBy(() -> gateway("sk_test_other", Duration.ofSeconds(5)).open(order(false, "key-1")))
                    .isInstanceOf(PaymentUnavailable.class).hasMessage("The payment provider answered 401").hasNoCause();
        }

        @Test
        void aRefusalIsShownWithoutTheKey() {
            stripe.fails(400, 1);
            assertThatThrownBy(() -> gateway.open(order(false, "key-1"))).isInstanceOf(PaymentRefused.class)
                    .hasMessage("Something went wrong with …").hasNoCause();
        }

        @Test
        void nobodyAnswersWhenItIsDown() {
            stripe.isDown();
            assertThatThrownBy(() -> gateway.open(order(false, "key-1"))).isInstanceOf(PaymentUnavailable.class)
                    .hasMessage("The payment provider is out of reach").hasNoCause();
        }

        @Test
        void anAnswerIsNotWaitedForAnyLongerThanAllowed() {
            stripe.hangs();
            var hasty = gateway(KEY, Duration.ofMillis(200));
            assertThatThrownBy(() -> hasty.session("cs_test_1")).isInstanceOf(PaymentUnavailable.class)
                    .hasMessage("The payment provider is out of reach");
            assertThat(stripe.requests()).hasSize(3);
        }

        @Test
        void withoutAKeyNothingIsAsked() {
            var none = gateway(null, Duration.ofSeconds(5));
            assertThat(none.isConfigured()).isFalse();
            assertThatThrownBy(() -> none.session("cs_test_1")).isInstanceOf(PaymentUnavailable.class);
            assertThat(stripe.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
            "https://a.example/up,            https://a.example/up?session_id={CHECKOUT_SESSION_ID}",
            "https://a.example/up?from=shop,  https://a.example/up?from=shop&session_id={CHECKOUT_SESSION_ID}",
            "https://a.example/up?,           https://a.example/up?session_id={CHECKOUT_SESSION_ID}",
            "https://a.example/#/done,        https://a.example/?session_id={CHECKOUT_SESSION_ID}#/done",
            "https://a.example/?a=1#/done?b,  https://a.example/?a=1&session_id={CHECKOUT_SESSION_ID}#/done?b"})
    void theBrowserComesBackWithTheSession(String configured, String expected) {
        assertThat(CheckoutPage.withSession(configured)).isEqualTo(expected);
    }

    private String begun() throws Exception {
        var id = gateway.open(order(true, "key-" + UUID.randomUUID())).sessionId();
        books.pay(id);
        return books.subscriptionOf(id);
    }

    private static CheckoutOrder order(boolean recurring, String key) {
        return new CheckoutOrder(ACCOUNT, EMAIL, PRO, recurring, key);
    }

    private StripeGateway gateway(String key, Duration timeout) {
        return new StripeGateway(new StripeSettings(key == null ? null : new Secret(key), stripe.address(), timeout,
                "https://app.example.org/upgrade", "https://app.example.org/plans", Map.of(PlanLevel.PRO, 699L), "usd", Map.of(), Duration.ZERO));
    }

    private static String id(String event) {
        return JsonMapper.shared().readTree(event).path("id").asString();
    }
}
