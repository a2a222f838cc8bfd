package studio.dictation.query.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.billing.PaymentReceived;
import studio.dictation.events.billing.PaymentRefunded;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.MembershipEvent;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.PlanExpired;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.events.membership.SubscriptionChanged;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.PostgresEventStorageEngine;
import studio.dictation.rules.Grant;
import studio.dictation.rules.GrantFold;
import studio.dictation.rules.PlanFacts;
import studio.dictation.rules.PlanLevel;
import studio.dictation.rules.PlanSetting;
import studio.dictation.rules.QuotaCycle;
import studio.dictation.rules.Subscription;

/** What happens to a learner's membership, decided as the aggregate decides it, from a first instant on. */
final class Story {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofHours(72);
    private static final List<PlanLevel> PAID = List.of(PlanLevel.BASIC, PlanLevel.PRO, PlanLevel.PREMIUM);

    final UUID account;
    Instant now = BEGIN;
    private final List<DomainEventMessage<?>> messages = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private PlanFacts facts = PlanFacts.NONE;
    private @Nullable QuotaCycle cycle;
    private Duration clock = Duration.ZERO;

    Story(UUID account) {
        this.account = account;
    }

    /** Many things, of every kind. */
    static Story generated(UUID account, Random random, int events) {
        var story = new Story(account);
        while (story.messages.size() < events) {
            story.days(random.nextInt(12)).step(random);
        }
        return story;
    }

    /** Later. */
    Story days(int days) {
        // Never twice at the same instant.
        now = now.plus(Duration.ofDays(days)).plusMillis(1);
        return this;
    }

    /** From here on things are recorded by a clock that is so much ahead. */
    Story clockAhead(Duration ahead) {
        clock = ahead;
        return this;
    }

    UUID granted(PlanLevel level, int days) {
        return granted(level, days, now, null);
    }

    UUID granted(PlanLevel level, int days, Instant grantedAt, @Nullable String subscriptionId) {
        var grant = new Grant(new UUID(7, messages.size()), grantedAt, level, days, subscriptionId);
        facts = facts.with(grant);
        tell(new PlanGranted(account, grant.id(), level.text(), days, "admin", null, subscriptionId, grantedAt, outcome(), now));
        return grant.id();
    }

    void amended(UUID grant, int days) {
        facts = facts.amended(grant, days);
        tell(new GrantAmended(account, grant, days, "refund", null, messages.size(), outcome(), now));
    }

    void set(PlanLevel level, int days) {
        var expiresAt = level.isPaid() ? now.plus(Duration.ofDays(days)) : null;
        var setting = new PlanSetting(new UUID(8, messages.size()), now, level, expiresAt);
        facts = facts.with(setting);
        tell(new PlanSet(account, setting.id(), level.text(), days, "admin", now, expiresAt, outcome(), now));
    }

    void subscription(String id, String status, PlanLevel level, Instant periodEndsAt, boolean ending) {
        var seen = Subscription.observed(id, status, level, periodEndsAt, ending, ending ? now : null, now, GRACE);
        facts = facts.with(seen);
        tell(new SubscriptionChanged(account, id, status, level.text(), periodEndsAt, ending, seen.cancelledAt(),
                seen.entitledUntil(), now, outcome(), now));
    }

    void expired() {
        tell(new PlanExpired(account, now, outcome(), now));
    }

    void opened(String video) {
        if (!known.add(video)) {
            return;
        }
        if (GrantFold.of(facts).at(now).plan().isPaid()) {
            tell(new PaidVideoOpened(account, video, now));
            return;
        }
        var current = cycle == null ? QuotaCycle.startingAt(now) : cycle.at(now);
        if (!current.isFull()) {
            cycle = current.open(video);
            tell(new QuotaConsumed(account, video, cycle.videos(), QuotaCycle.LIMIT, cycle.startedAt(),
                    cycle.firstStartedAt(), now));
        }
    }

    void paid(String payment, long amount) {
        tell("payment:" + payment, new PaymentReceived(account, payment, "Basic", 30, amount, "usd", now.minusSeconds(5),
                "cs_" + payment, null, "cus_1", new UUID(9, messages.size()), now));
    }

    void refunded(String payment, long refunded, long amount) {
        tell("payment:" + payment, new PaymentRefunded(account, payment, "ch_" + payment, refunded, amount, "usd", 0,
                new UUID(9, 0), now, now));
    }

    List<MembershipEvent> memberships() {
        return messages.stream()
                .map(DomainEventMessage::getPayload)
                .filter(MembershipEvent.class::isInstance)
                .map(MembershipEvent.class::cast)
                .toList();
    }

    List<DomainEventMessage<?>> messages() {
        return List.copyOf(messages);
    }

    /** Appends all of it, a transaction at a time. */
    Story append(DataSource store) {
        var engine = new PostgresEventStorageEngine(store::getConnection, new EventReader(store), EventNames.published(),
                EventDecoder.published(), Map.of());
        messages.forEach(engine::appendEvents);
        return this;
    }

    private void step(Random random) {
        var level = PAID.get(random.nextInt(PAID.size()));
        switch (random.nextInt(12)) {
            case 0, 1 -> granted(level, 1 + random.nextInt(60));
            case 2 -> granted(level, 1 + random.nextInt(60), now.minus(Duration.ofDays(random.nextInt(40))), "sub_1");
            case 3 -> facts.grants().stream().skip(random.nextInt(facts.grants().size() + 1)).findFirst()
                    .ifPresent(grant -> amended(grant.id(), random.nextBoolean() ? 0 : grant.days()));
            case 4 -> set(random.nextInt(3) == 0 ? PlanLevel.FREE : level, 1 + random.nextInt(40));
            case 5 -> subscription("sub_1", random.nextInt(4) == 0 ? "canceled" : "active", level,
                    now.plus(Duration.ofDays(random.nextInt(40))), random.nextInt(3) == 0);
            case 6 -> {
                if (!GrantFold.of(facts).at(now).plan().isPaid()) {
                    expired();
                }
            }
            case 7 -> paid("in_" + account + "_" + messages.size(), 100 + random.nextInt(1_000));
            case 8 -> refunded("in_r_" + account + "_" + messages.size(), 50, 100);
            default -> opened("channel:v" + random.nextInt(500));
        }
    }

    private PlanOutcome outcome() {
        return PlanEvents.outcome(GrantFold.of(facts).at(now));
    }

    private void tell(MembershipEvent event) {
        tell("membership:" + account, event);
    }

    private void tell(String stream, Object event) {
        long sequence = sequences.merge(stream, 1L, Long::sum) - 1;
        messages.add(new GenericDomainEventMessage<>(stream.substring(0, stream.indexOf(':')), stream, sequence, event,
                MetaData.with("actor", account.toString()).and("source", "http").and("reason", "Told")
                        .and("correlationId", "request-" + messages.size()).and("causationId", "command-" + messages.size()),
                UUID.randomUUID().toString(), now.plus(clock)));
    }
}
