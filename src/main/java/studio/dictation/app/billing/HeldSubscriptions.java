package studio.dictation.app.billing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import studio.dictation.app.automation.Automation;
import studio.dictation.app.automation.Cause;
import studio.dictation.events.membership.SubscriptionChanged;

/** Follows whose the subscriptions are, and which of them will never change again. */
@Component
class HeldSubscriptions implements Automation {
    /** The provider's words for an end. */
    private static final Set<String> ENDED = Set.of("canceled", "incomplete_expired");

    private static final String HOLD = """
            INSERT INTO held_subscription (subscription_id, account_id, ended) VALUES (:id, :account, :ended)
            ON CONFLICT (subscription_id) DO UPDATE SET account_id = excluded.account_id, ended = excluded.ended""";
    private static final String NEXT = """
            SELECT subscription_id, account_id FROM held_subscription held
             WHERE (NOT ended OR EXISTS (SELECT 1 FROM drift WHERE drift.subscription_id = held.subscription_id))
               AND subscription_id > :after
             ORDER BY subscription_id LIMIT :most""";

    private final JdbcClient jdbc;

    HeldSubscriptions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A subscription and whose it is. */
    record Held(String subscriptionId, UUID accountId) {}

    @Override
    public String name() {
        return "held-subscriptions";
    }

    @Override
    public Set<Class<?>> events() {
        return Set.of(SubscriptionChanged.class);
    }

    @Override
    public void act(Object event, Cause cause) {
        var changed = (SubscriptionChanged) event;
        jdbc.sql(HOLD)
                .param("id", changed.subscriptionId())
                .param("account", changed.accountId())
                .param("ended", ENDED.contains(changed.status()))
                .update();
    }

    /** Whose a subscription is, if that is known here. */
    Optional<UUID> holder(String subscriptionId) {
        return jdbc.sql("SELECT account_id FROM held_subscription WHERE subscription_id = ?")
                .param(subscriptionId)
                .query(UUID.class)
                .optional();
    }

    /** The next ones that may still change, or of which a difference is noted, by id. */
    List<Held> after(String subscriptionId, int most) {
        return jdbc.sql(NEXT)
                .param("after", subscriptionId)
                .param("most", most)
                .query((row, number) -> new Held(row.getString("subscription_id"), row.getObject("account_id", UUID.class)))
                .list();
    }
}
