package studio.dictation.app.billing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the provider says something else than we do, both sides, for people to look at. */
@Component
public class Drift {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SEEN = """
            INSERT INTO drift (subscription_id, account_id, ours, theirs, first_seen_at, last_seen_at)
            VALUES (:id, :account, :ours, :theirs, clock_timestamp(), clock_timestamp())
            ON CONFLICT (subscription_id) DO UPDATE SET ours = excluded.ours, theirs = excluded.theirs, last_seen_at = excluded.last_seen_at""";
    private static final String PAGE = """
            SELECT subscription_id, account_id, ours, theirs, first_seen_at, last_seen_at FROM drift
             WHERE subscription_id > :after ORDER BY subscription_id LIMIT :most""";

    private static final String UNMATCHED = """
            SELECT event_id, type, object_id, reason, created_at, received_at FROM inbox_message
             WHERE state = 'unmatched' ORDER BY id DESC LIMIT :most""";

    private final JdbcClient jdbc;

    Drift(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A difference.
     *
     * @param ours   what is known of the subscription
     * @param theirs what the provider says of it
     */
    public record Difference(
            String subscriptionId, UUID accountId, JsonNode ours, JsonNode theirs, Instant firstSeenAt, Instant lastSeenAt) {}

    /** Something that was told of somebody or something that isn't known here; {@code reason} is a code. */
    public record Unmatched(
            String eventId, String type, String objectId, @Nullable String reason, Instant createdAt, Instant receivedAt) {}

    /** Notes a difference. */
    void seen(HeldSubscriptions.Held held, SubscriptionSide ours, SubscriptionSide theirs) {
        jdbc.sql(SEEN)
                .param("id", held.subscriptionId())
                .param("account", held.accountId())
                .param("ours", JSON.writeValueAsString(ours))
                .param("theirs", JSON.writeValueAsString(theirs))
                .update();
    }

    /** There is no difference any more. */
    void gone(HeldSubscriptions.Held held) {
        jdbc.sql("DELETE FROM drift WHERE subscription_id = :id").param("id", held.subscriptionId()).update();
    }

    /** The next differences, by id of the subscription. */
    public List<Difference> after(String subscriptionId, int most) {
        return jdbc.sql(PAGE)
                .param("after", subscriptionId)
                .param("most", most)
                .query((row, number) -> new Difference(
                        row.getString("subscription_id"),
                        row.getObject("account_id", UUID.class),
                        JSON.readTree(row.getString("ours")),
                        JSON.readTree(row.getString("theirs")),
                        row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_seen_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** What couldn't be matched with anybody, the newest first. */
    public List<Unmatched> unmatched(int most) {
        return jdbc.sql(UNMATCHED)
                .param("most", most)
                .query((row, number) -> new Unmatched(
                        row.getString("event_id"),
                        row.getString("type"),
                        row.getString("object_id"),
                        row.getString("reason"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("received_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
