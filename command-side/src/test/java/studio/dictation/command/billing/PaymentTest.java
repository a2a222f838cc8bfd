package studio.dictation.command.billing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.events.billing.PaymentDisputed;
import studio.dictation.events.billing.PaymentFailed;
import studio.dictation.events.billing.PaymentReceived;
import studio.dictation.events.billing.PaymentRefunded;
import studio.dictation.rules.PlanLevel;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PaymentTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final Instant PAID = NOW.minusSeconds(60);
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000ada0");
    private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-00000000b0b0");
    private static final UUID GRANT = Payment.grantId("in_1");
    private static final TakeBackPolicies USUAL = new TakeBackPolicies(RefundPolicy.FULL, DisputePolicy.SUSPEND);

    private AggregateTestFixture<Payment> payment;

    @BeforeEach
    void atNow() {
        payment = new AggregateTestFixture<>(Payment.class);
        payment.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Nested
    class Received {
        @Test
        void isGoodForTheDaysThatItsPlanIsSoldFor() {
            payment.givenNoPriorActivity().when(receive(ADA, "cs_1")).expectEvents(received("cs_1"));
        }

        @Test
        void countsOnce() {
            payment.given(received("cs_1")).when(receive(ADA, "cs_1")).expectNoEvents();
        }

        @Test
        void countsOnceWhicheverOfPageAndInvoiceIsHeardOfFirst() {
            payment.givenNoPriorActivity().when(receive(ADA, null)).expectEvents(received(null));
            payment.given(received(null)).when(receive(ADA, "cs_1")).expectNoEvents();
            payment.given(received("cs_1")).when(receive(ADA, null)).expectNoEvents();
        }

        @Test
        void staysWithWhomItWasReceivedFor() {
            payment.given(received("cs_1")).when(receive(BOB, "cs_1")).expectNoEvents();
        }

        @Test
        void mayHaveFailedBefore() {
            payment.given(failed(2)).when(receive(ADA, "cs_1")).expectEvents(received("cs_1"));
        }

        @Test
        void isForAPaidPlanAndKnownByAnIdOfTheProvider() {
            assertThatIllegalArgumentException().isThrownBy(
                    () -> new ReceivePayment(ADA, "in_1", PlanLevel.FREE, 699, "usd", PAID, null, null, null));
            assertThatExceptionOfType(InvalidInput.class).isThrownBy(
                    () -> new ReceivePayment(ADA, "in 1", PlanLevel.PRO, 699, "usd", PAID, null, null, null));
        }
    }

    @Nested
    class Failed {
        @Test
        void isNotedWithEveryFurtherAttempt() {
            payment.givenNoPriorActivity().when(fail(1)).expectEvents(failed(1));
            payment.given(failed(1)).when(fail(2)).expectEvents(failed(2));
        }

        @Test
        void isNotedOnce() {
            payment.given(failed(2)).when(fail(2)).expectNoEvents();
            payment.given(failed(2)).when(fail(1)).expectNoEvents();
        }

        @Test
        void wasTried() {
            assertThatIllegalArgumentException().isThrownBy(() -> fail(0));
        }

        @Test
        void isOfNoInterestOnceItWasReceived() {
            payment.given(received("cs_1")).when(fail(3)).expectNoEvents();
        }
    }

    @Nested
    class GivenBack {
        @Test
        void takesTheWholeGrantBackWhenNothingWasKept() {
            payment.given(received("cs_1")).when(refund(699, USUAL, 1)).expectEvents(refunded(699, 0, 1));
        }

        @Test
        void takesNothingBackWhenAPartWasKept() {
            payment.given(received("cs_1")).when(refund(698, USUAL, 1)).expectEvents(refunded(698, 90, 1));
        }

        @ParameterizedTest
        @CsvSource({"1, 90", "233, 60", "234, 60", "235, 60", "349, 46", "698, 1", "699, 0", "700, 0"})
        void takesBackInProportionIfThatIsThePolicy(long back, int days) {
            var policies = new TakeBackPolicies(RefundPolicy.PROPORTIONAL, DisputePolicy.SUSPEND);
            payment.given(received("cs_1")).when(refund(back, policies, 1)).expectEvents(refunded(back, days, 1));
        }

        @Test
        void takesNothingBackIfThatIsThePolicy() {
            var policies = new TakeBackPolicies(RefundPolicy.NONE, DisputePolicy.SUSPEND);
            payment.given(received("cs_1")).when(refund(699, policies, 1)).expectEvents(refunded(699, 90, 1));
        }

        @Test
        void isNotedOnceForEachAmount() {
            payment.given(received("cs_1"), refunded(100, 90, 1)).when(refund(100, USUAL, 2)).expectNoEvents();
            payment.given(received("cs_1"), refunded(100, 90, 1)).when(refund(699, USUAL, 2)).expectEvents(refunded(699, 0, 2));
        }

        @Test
        void isNotedAsItWasSeenLast() {
            payment.given(received("cs_1"), refunded(699, 0, 2)).when(refund(100, USUAL, 1)).expectNoEvents();
            payment.given(received("cs_1"), refunded(699, 0, 2)).when(refund(0, USUAL, 3)).expectEvents(refunded(0, 90, 3));
        }

        @Test
        void isNothingWhenNothingWas() {
            payment.given(received("cs_1")).when(refund(0, USUAL, 1)).expectNoEvents();
        }

        @Test
        void isRefusedUntilItWasReceived() {
            payment.givenNoPriorActivity().when(refund(699, USUAL, 1)).expectException(PaymentUnknown.class).expectNoEvents();
            payment.given(failed(1)).when(refund(699, USUAL, 1)).expectException(PaymentUnknown.class).expectNoEvents();
        }

        @Test
        void staysTakenBackWhenADisputeOfItIsWon() {
            payment.given(received("cs_1"), disputed("under_review", 0, 1), refunded(699, 0, 2))
                    .when(dispute("won", USUAL, 3)).expectEvents(disputed("won", 0, 3));
        }
    }

    @Nested
    class Disputed {
        @ParameterizedTest
        @CsvSource({
            "needs_response, 0, 90", "under_review, 0, 90", "won, 90, 90", "lost, 0, 0", "prevented, 90, 90",
            "warning_needs_response, 90, 90", "warning_under_review, 90, 90", "warning_closed, 90, 90"
        })
        void countsByThePolicy(String status, int suspended, int untilLost) {
            payment.given(received("cs_1")).when(dispute(status, USUAL, 1)).expectEvents(disputed(status, suspended, 1));
            payment.given(received("cs_1"))
                    .when(dispute(status, new TakeBackPolicies(RefundPolicy.FULL, DisputePolicy.LOST), 1))
                    .expectEvents(disputed(status, untilLost, 1));
        }

        @Test
        void isGivenAgainWhenWon() {
            payment.given(received("cs_1"), disputed("needs_response", 0, 1)).when(dispute("won", USUAL, 2))
                    .expectEvents(disputed("won", 90, 2));
        }

        @Test
        void isNotedOnceInEachState() {
            payment.given(received("cs_1"), disputed("lost", 0, 1)).when(dispute("lost", USUAL, 2)).expectNoEvents();
        }

        @Test
        void isNotedAsItWasSeenLast() {
            payment.given(received("cs_1"), disputed("won", 90, 2)).when(dispute("under_review", USUAL, 1)).expectNoEvents();
        }

        @Test
        void isRefusedUntilItWasReceived() {
            payment.givenNoPriorActivity().when(dispute("lost", USUAL, 1)).expectException(PaymentUnknown.class).expectNoEvents();
        }

        @Test
        void countsLessWhenAPartWasGivenBackToo() {
            var policies = new TakeBackPolicies(RefundPolicy.PROPORTIONAL, DisputePolicy.SUSPEND);
            payment.given(received("cs_1"), refunded(233, 60, 1), disputed("under_review", 0, 2))
                    .when(dispute("won", policies, 3)).expectEvents(disputed("won", 60, 3));
            payment.given(received("cs_1"), disputed("under_review", 0, 1))
                    .when(refund(233, policies, 2)).expectEvents(refunded(233, 0, 2));
        }
    }

    private static ReceivePayment receive(UUID account, @Nullable String session) {
        return new ReceivePayment(account, "in_1", PlanLevel.PRO, 699, "usd", PAID, session, "sub_1", "cus_1");
    }

    private static PaymentReceived received(@Nullable String session) {
        return new PaymentReceived(ADA, "in_1", "Pro", 90, 699, "usd", PAID, session, "sub_1", "cus_1", GRANT, NOW);
    }

    private static FailPayment fail(long attempts) {
        return new FailPayment(ADA, "in_1", attempts);
    }

    private static PaymentFailed failed(long attempts) {
        return new PaymentFailed(ADA, "in_1", attempts, NOW);
    }

    private static RefundPayment refund(long refunded, TakeBackPolicies policies, int asOf) {
        return new RefundPayment("in_1", "ch_1", refunded, 699, "usd", policies, seen(asOf));
    }

    private static PaymentRefunded refunded(long refunded, int days, int asOf) {
        return new PaymentRefunded(ADA, "in_1", "ch_1", refunded, 699, "usd", days, GRANT, seen(asOf), NOW);
    }

    private static DisputePayment dispute(String status, TakeBackPolicies policies, int asOf) {
        return new DisputePayment("in_1", "dp_1", status, policies, seen(asOf));
    }

    private static PaymentDisputed disputed(String status, int days, int asOf) {
        return new PaymentDisputed(ADA, "in_1", "dp_1", status, days, GRANT, seen(asOf), NOW);
    }

    private static Instant seen(int asOf) {
        return NOW.minusSeconds(30).plusMillis(asOf);
    }
}
