package studio.dictation.app.faults;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What PostgreSQL holds, read past the service in the order of its readers, and from where it was left the last time. */
final class StoredHistory {
    static final String REGISTERED = "identity.AccountRegistered";
    static final String SAVED = "progress.ProgressSaved";
    static final String MISSED = "vocabulary.WordsMissed";
    static final String OPENED = "membership.QuotaConsumed";
    static final String GRANTED = "membership.PlanGranted";
    static final String ISSUED = "code.CodeIssued";
    static final String REDEEMED = "code.CodeRedeemed";
    static final String CHECKOUT = "billing.CheckoutStarted";
    static final String PAID = "billing.PaymentReceived";
    /** A message of the payment provider, which is no event. */
    static final String MESSAGE = "inbox";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String EVENTS = """
            SELECT stream_id, stream_sequence, name, subject, payload, metadata, generation, xid::text AS transaction, sequence FROM event
             WHERE (generation, xid, sequence) > (?, ?::xid8, ?) AND xid < pg_snapshot_xmin(pg_current_snapshot())
             ORDER BY generation, xid, sequence""";
    private static final String MESSAGES =
            "SELECT id, event_id FROM inbox_message WHERE source = 'webhook' AND id > ? ORDER BY id";

    private final JdbcClient jdbc;
    private final List<Stored> stored = new ArrayList<>();
    private final Map<UUID, String> emails = new HashMap<>();
    private int generation;
    private String xid = "0";
    private long sequence;
    private long message;

    StoredHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Everything up to now. */
    List<Stored> readOn() {
        stored.addAll(jdbc.sql(EVENTS).params(generation, xid, sequence).query((row, number) -> event(row)).list());
        stored.addAll(jdbc.sql(MESSAGES).param(message).query((row, number) -> message(row)).list());
        return stored;
    }

    private Stored event(ResultSet row) throws SQLException {
        generation = row.getInt("generation");
        xid = row.getString("transaction");
        sequence = row.getLong("sequence");
        var name = row.getString("name");
        var subject = row.getObject("subject", UUID.class);
        var payload = json(row.getBytes("payload"));
        if (name.equals(REGISTERED)) {
            emails.put(subject, payload.path("email").asString());
        }
        return new Stored(row.getString("stream_id"), row.getLong("stream_sequence"), name,
                mark(name, payload, row, String.valueOf(emails.get(subject))), once(name, payload), grant(name, payload));
    }

    private static @Nullable String mark(String name, JsonNode payload, ResultSet row, String email) throws SQLException {
        return switch (name) {
            case REGISTERED -> email;
            case SAVED -> payload.path("changedLines").path("0").asString();
            case MISSED -> payload.path("words").path(0).asString();
            case OPENED -> openedMark(payload.path("video").asString(), email);
            case GRANTED -> payload.path("cause").asString().equals("admin")
                    ? json(row.getBytes("metadata")).path("reasonCode").asString()
                    : null;
            case ISSUED -> issuedMark(payload.path("days").asInt());
            case REDEEMED -> redeemedMark(payload.path("random").asString(), email);
            case CHECKOUT -> payload.path("sessionId").asString();
            // Of a subscription's payments only the first has a session, and not always.
            case PAID -> payload.path("subscriptionId").isNull() ? payload.path("sessionId").asString() : null;
            default -> null;
        };
    }

    private static @Nullable String once(String name, JsonNode payload) {
        return switch (name) {
            case REGISTERED -> payload.path("email").asString();
            case OPENED -> payload.path("accountId").asString() + " " + payload.path("videosInCycle").size();
            case REDEEMED -> payload.path("random").asString();
            case PAID -> payload.path("paymentId").asString();
            default -> null;
        };
    }

    private static @Nullable String grant(String name, JsonNode payload) {
        return switch (name) {
            case REDEEMED, PAID -> payload.path("grantId").asString();
            case GRANTED -> payload.path("cause").asString().equals("admin") ? null : payload.path("grantId").asString();
            default -> null;
        };
    }

    private Stored message(ResultSet row) throws SQLException {
        message = row.getLong("id");
        var id = row.getString("event_id");
        return new Stored(MESSAGE + ":" + id, 0, MESSAGE, id, null, null);
    }

    /** @param video {@code channel:video} */
    static String openedMark(String video, String email) {
        return video + "/" + email;
    }

    /** Each code here is for another number of days. */
    static String issuedMark(int days) {
        return days + " days";
    }

    static String redeemedMark(String random, String email) {
        return random + " " + email;
    }

    private static JsonNode json(byte[] text) {
        return JSON.readTree(new String(text, StandardCharsets.UTF_8));
    }
}
