package studio.dictation.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import studio.dictation.command.billing.DisputePayment;
import studio.dictation.command.billing.DisputePolicy;
import studio.dictation.command.billing.PaymentUnknown;
import studio.dictation.command.billing.ReceivePayment;
import studio.dictation.command.billing.RefundPayment;
import studio.dictation.command.billing.RefundPolicy;
import studio.dictation.command.billing.TakeBackPolicies;
import studio.dictation.command.identity.KnownAddresses;
import studio.dictation.command.identity.KnownAdmins;
import studio.dictation.command.membership.AmendGrant;
import studio.dictation.command.membership.GrantPlan;
import studio.dictation.command.membership.ObserveSubscription;
import studio.dictation.events.billing.PaymentDisputed;
import studio.dictation.events.billing.PaymentReceived;
import studio.dictation.events.billing.PaymentRefunded;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.SubscriptionChanged;
import studio.dictation.rules.Orders;
import studio.dictation.rules.PlanLevel;

import static org.assertj.core.api.Assertions.assertThat;

/** Payments, renewals, refunds, disputes and cancellations, from the provider's word to the plan. */
class PaidStoriesTest {
    private static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final int LONGEST = 5;
    private static final long AMOUNT = 699;

    @RepeatedTest(20)
    void comeToTheSamePlanInEveryOrderOfUpToFive(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        var random = new Random(seed);
        var policies = new TakeBackPolicies(one(random, RefundPolicy.values()), one(random, DisputePolicy.values()));
        var story = new Story(random).upTo(LONGEST);
        // Of plans that are over already nothing could be told apart.
        try (var side = new CommandSide(Clock.fixed(DAY_0, ZoneOffset.UTC), new KnownAddresses(), new KnownAdmins())) {
            int told = 0;
            var expected = new Listener(side, told, policies, true).hear(story);
            for (var order : Orders.of(story)) {
                told++;
                assertThat(new Listener(side, told, policies, told % 2 == 0).hear(order)).as("seed %d", seed).isEqualTo(expected);
            }
        }
    }

    private static <T> T one(Random random, T[] of) {
        return of[random.nextInt(of.length)];
    }

    private static Instant day(int day) {
        return DAY_0.plus(Duration.ofDays(day));
    }

    private record Paid(int number, PlanLevel level, int day, boolean bySubscription) {}

    private record Charge(Paid payment, long refunded, @Nullable String dispute) {}

    private record Subscribed(PlanLevel level, String status, int periodEnds, @Nullable Integer cancelled) {}

    /** What happened at the provider, each as somebody saw it who looked right then. */
    private static final class Story {
        private final Random random;
        private final List<Consumer<Listener>> seen = new ArrayList<>();
        private final List<Charge> charges = new ArrayList<>();
        private @Nullable Subscribed subscribed;
        private int day;

        Story(Random random) {
            this.random = random;
        }

        List<Consumer<Listener>> upTo(int most) {
            while (seen.size() < most) {
                day += 1 + random.nextInt(20);
                switch (random.nextInt(6)) {
                    case 0 -> paid(one(random, new PlanLevel[] {PlanLevel.BASIC, PlanLevel.PRO, PlanLevel.PREMIUM}), false);
                    case 1 -> subscribedOrRenewed();
                    case 2 -> changed();
                    case 3 -> changed(charge -> new Charge(charge.payment,
                            charge.refunded + (random.nextBoolean() ? 1 + (AMOUNT - 1 - charge.refunded) / 2 : AMOUNT - charge.refunded),
                            charge.dispute));
                    default -> changed(charge -> new Charge(charge.payment, charge.refunded,
                            charge.dispute == null ? "needs_response" : one(random, new String[] {"won", "lost"})));
                }
            }
            return List.copyOf(seen.subList(0, most));
        }

        private void paid(PlanLevel level, boolean bySubscription) {
            var payment = new Paid(charges.size(), level, day, bySubscription);
            charges.add(new Charge(payment, 0, null));
            seen.add(listener -> listener.paid(payment));
        }

        private void subscribedOrRenewed() {
            var level = subscribed == null ? one(random, new PlanLevel[] {PlanLevel.BASIC, PlanLevel.PRO}) : subscribed.level;
            if (subscribed == null || subscribed.status.equals("active") && subscribed.cancelled == null) {
                paid(level, true);
                see(new Subscribed(level, "active", day + level.catalogueDays(), null));
            }
        }

        private void changed() {
            if (subscribed != null && !subscribed.status.equals("canceled")) {
                see(switch (random.nextInt(3)) {
                    case 0 -> new Subscribed(subscribed.level, "past_due", day + subscribed.level.catalogueDays(), null);
                    case 1 -> new Subscribed(subscribed.level, "active", subscribed.periodEnds, day);
                    default -> new Subscribed(subscribed.level, "canceled", subscribed.periodEnds, day);
                });
            }
        }

        private void see(Subscribed now) {
            subscribed = now;
            int asOf = day;
            seen.add(listener -> listener.saw(now, asOf));
        }

        private void changed(UnaryOperator<Charge> change) {
            if (charges.isEmpty()) {
                return;
            }
            int which = random.nextInt(charges.size());
            var before = charges.get(which);
            if (before.refunded < AMOUNT && (before.dispute == null || before.dispute.equals("needs_response"))) {
                var charge = change.apply(before);
                charges.set(which, charge);
                int asOf = day;
                seen.add(listener -> listener.charged(charge, asOf));
            }
        }
    }

    /** Somebody who is told, and hands on what payments come to at once or when all is told. */
    private static final class Listener {
        private final CommandSide side;
        private final int number;
        private final TakeBackPolicies policies;
        private final boolean atOnce;
        private final UUID account;
        private final Map<String, Integer> handedOn = new HashMap<>();

        Listener(CommandSide side, int number, TakeBackPolicies policies, boolean atOnce) {
            this.side = side;
            this.number = number;
            this.policies = policies;
            this.atOnce = atOnce;
            this.account = new UUID(1, number);
        }

        PlanOutcome hear(List<Consumer<Listener>> story) {
            for (var seen : story) {
                seen.accept(this);
                if (atOnce) {
                    handOn();
                }
            }
            handOn();
            return switch (side.stream("membership:" + account).getLast().getPayload()) {
                case PlanGranted granted -> granted.outcome();
                case GrantAmended amended -> amended.outcome();
                case SubscriptionChanged changed -> changed.outcome();
                case Object other -> throw new AssertionError(other);
            };
        }

        void paid(Paid payment) {
            var id = id(payment);
            handedOn.putIfAbsent(id, 0);
            side.send(new ReceivePayment(account, id, payment.level, AMOUNT, "usd", day(payment.day), null,
                    payment.bySubscription ? subscription() : null, null));
        }

        void charged(Charge charge, int asOf) {
            try {
                amended(charge, asOf);
            } catch (PaymentUnknown unheardOf) {
                paid(charge.payment);
                amended(charge, asOf);
            }
        }

        void saw(Subscribed now, int asOf) {
            side.send(new ObserveSubscription(account, subscription(), now.status, now.level, day(now.periodEnds),
                    now.cancelled != null, now.cancelled == null ? null : day(now.cancelled), day(asOf)));
        }

        private void amended(Charge charge, int asOf) {
            var id = id(charge.payment);
            side.send(new RefundPayment(id, "ch_1", charge.refunded, AMOUNT, "usd", policies, day(asOf)));
            if (charge.dispute != null) {
                side.send(new DisputePayment(id, "du_1", charge.dispute, policies, day(asOf)));
            }
        }

        private void handOn() {
            handedOn.replaceAll((id, before) -> {
                var events = side.stream("payment:" + id);
                for (int sequence = before; sequence < events.size(); sequence++) {
                    handOn(events.get(sequence).getPayload(), sequence);
                }
                return events.size();
            });
        }

        private void handOn(Object event, int sequence) {
            side.send(switch (event) {
                case PaymentReceived paid -> new GrantPlan(account, paid.grantId(), PlanLevel.of(paid.plan()).orElseThrow(),
                        paid.days(), "payment", paid.paymentId(), paid.subscriptionId(), paid.paidAt());
                case PaymentRefunded refunded -> new AmendGrant(account, refunded.grantId(), refunded.daysCounting(), "refund",
                        refunded.paymentId(), sequence);
                case PaymentDisputed disputed -> new AmendGrant(account, disputed.grantId(), disputed.daysCounting(), "dispute",
                        disputed.paymentId(), sequence);
                default -> throw new AssertionError(event);
            });
        }

        private String id(Paid payment) {
            return "pi_%d_%d".formatted(number, payment.number);
        }

        private String subscription() {
            return "sub_" + number;
        }
    }
}
