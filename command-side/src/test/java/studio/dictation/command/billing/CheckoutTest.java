package studio.dictation.command.billing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.events.billing.CheckoutEnded;
import studio.dictation.events.billing.CheckoutStarted;
import studio.dictation.rules.PlanLevel;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CheckoutTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000ada0");
    private static final PlanOffer PRO = new PlanOffer(PlanLevel.PRO, 90, 699L, "usd");
    private static final StartCheckout START = new StartCheckout(ADA, "cs_1", PRO, true);
    private static final EndCheckout EXPIRE = new EndCheckout(ADA, "cs_1", EndCheckout.Outcome.EXPIRED);
    private static final CheckoutStarted STARTED = new CheckoutStarted(ADA, "cs_1", "Pro", 90, 699, "usd", true, NOW);
    private static final CheckoutEnded EXPIRED = new CheckoutEnded(ADA, "cs_1", "expired", NOW);

    private AggregateTestFixture<Checkout> checkout;

    @BeforeEach
    void atNow() {
        checkout = new AggregateTestFixture<>(Checkout.class);
        checkout.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void startsWithWhatIsSold() {
        checkout.givenNoPriorActivity().when(START).expectEvents(STARTED);
    }

    @Test
    void startsOnce() {
        checkout.given(STARTED).when(START).expectNoEvents();
    }

    @Test
    void endsWhenNobodyPaid() {
        checkout.given(STARTED).when(EXPIRE).expectEvents(EXPIRED);
    }

    @Test
    void endsWhenAPaymentDidNotArrive() {
        checkout.given(STARTED).when(new EndCheckout(ADA, "cs_1", EndCheckout.Outcome.FAILED))
                .expectEvents(new CheckoutEnded(ADA, "cs_1", "failed", NOW));
    }

    @Test
    void endsOnce() {
        checkout.given(STARTED, EXPIRED).when(EXPIRE).expectNoEvents();
    }

    @Test
    void mayEndBeforeItsStartIsHeardOf() {
        checkout.givenNoPriorActivity().when(EXPIRE).expectEvents(EXPIRED);
        checkout.given(EXPIRED).when(START).expectEvents(STARTED);
        checkout.given(EXPIRED, STARTED).when(EXPIRE).expectNoEvents();
    }

    @Test
    void takesNothingThatIsNoIdOfTheProvider() {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new StartCheckout(ADA, "cs:1", PRO, true));
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new EndCheckout(ADA, "", EndCheckout.Outcome.EXPIRED));
    }
}
