package studio.dictation.app.consistency;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;

/** What stands in the event store. */
public record Stored(JdbcClient jdbc) {
    private static final String HOLES =
            "SELECT stream_id FROM event GROUP BY stream_id HAVING count(*) <> max(stream_sequence) + 1 OR min(stream_sequence) <> 0";

    public static Stored by(RunningService node) {
        return new Stored(node.part(JdbcClient.class));
    }

    /** Streams that lack an event. */
    public List<String> holes() {
        return jdbc.sql(HOLES).query(String.class).list();
    }

    /** How many events of that name contain a text. */
    public int count(String name, String text) {
        return jdbc.sql("SELECT count(*) FROM event WHERE name = ? AND strpos(convert_from(payload, 'UTF8'), ?) > 0")
                .params(name, text)
                .query(Integer.class)
                .single();
    }

    /** Accounts that are administrators by the table that protects the last of them. */
    List<UUID> adminsByClaim() {
        return jdbc.sql("SELECT account_id FROM admin").query(UUID.class).list();
    }

    /** Accounts that are administrators by their last event that says so. */
    List<UUID> adminsByEvents() {
        return jdbc.sql("""
                        SELECT subject FROM (SELECT DISTINCT ON (stream_id) subject, convert_from(payload, 'UTF8')::json->>'role' AS role
                          FROM event WHERE name IN ('identity.AccountRegistered', 'identity.RoleGranted')
                          ORDER BY stream_id, stream_sequence DESC) AS last
                        WHERE role = 'Admin'""")
                .query(UUID.class)
                .list();
    }

    /** How many events there are. */
    public int events() {
        return jdbc.sql("SELECT count(*) FROM event").query(Integer.class).single();
    }

    int admins() {
        return jdbc.sql("SELECT count(*) FROM admin").query(Integer.class).single();
    }

    public int accounts(String email) {
        return jdbc.sql("SELECT count(*) FROM account_email WHERE email = ?").param(email).query(Integer.class).single();
    }
}
