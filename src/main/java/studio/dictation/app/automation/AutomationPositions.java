package studio.dictation.app.automation;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.eventstore.EventPosition;

/**
 * How far automations have come, in PostgreSQL, and which node works on each. A node that stops without a word is followed by
 * another when its lease has run out; should it go on after all, it can't move the position any more.
 */
final class AutomationPositions {
    private static final String CLAIM = """
            INSERT INTO automation (name, position, owner, leased_until)
            VALUES (:name, :start, :node, clock_timestamp() + :lease * interval '1 millisecond')
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, leased_until = excluded.leased_until
             WHERE automation.owner = excluded.owner OR automation.leased_until < clock_timestamp()
            RETURNING position""";
    private static final String MOVE = """
            UPDATE automation SET position = :position, leased_until = clock_timestamp() + :lease * interval '1 millisecond'
             WHERE name = :name AND owner = :node""";
    private static final String RELEASE =
            "UPDATE automation SET leased_until = '-infinity' WHERE name = :name AND owner = :node";

    private static final int RENEWALS = 4;

    private final JdbcClient jdbc;
    private final String node;
    private final Duration lease;

    /**
     * @param node  name of this node, new at every start
     * @param lease how long a node that says nothing more is waited for
     */
    AutomationPositions(JdbcClient jdbc, String node, Duration lease) {
        this.jdbc = jdbc;
        this.node = node;
        this.lease = lease;
    }

    /** How often the position of one that stands still is to be moved to where it is, so that nobody else takes it over. */
    Duration renewal() {
        return lease.dividedBy(RENEWALS);
    }

    /** Takes an automation over, and answers where it stands; nothing while another node works on it. */
    Optional<EventPosition> claim(String automation) {
        return jdbc.sql(CLAIM)
                .param("name", automation)
                .param("start", EventPosition.START.toString())
                .param("node", node)
                .param("lease", lease.toMillis())
                .query(String.class)
                .optional()
                .map(EventPosition::parse);
    }

    /** Moves the position, and keeps the lease; answers whether this node still has it. */
    boolean move(String automation, EventPosition position) {
        return jdbc.sql(MOVE)
                        .param("name", automation)
                        .param("position", position.toString())
                        .param("node", node)
                        .param("lease", lease.toMillis())
                        .update()
                == 1;
    }

    /** Where every automation stands that ever ran, whoever works on it: name → position. */
    Map<String, EventPosition> all() {
        return jdbc.sql("SELECT name, position FROM automation")
                .query((row, number) -> Map.entry(row.getString(1), EventPosition.parse(row.getString(2))))
                .list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Lets another node take it over at once. */
    void release(String automation) {
        jdbc.sql(RELEASE).param("name", automation).param("node", node).update();
    }
}
