package studio.dictation.app.rebuild;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.acts.AdminActs;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rebuilds in PostgreSQL, and which node works on each. A node that stops without a word is followed by another when its lease has run
 * out; should it go on after all, it can't write here any more. A rebuild that has ended never changes again.
 */
final class RebuildBook {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String COLUMNS = "id, projection, kind, phase, paused, hold_on_differences, epoch, processed, total,"
            + " events_per_second, differences, " + AdminActs.whoIs("requested_by") + " AS requester, reason, requested_at, finished_at,"
            + " problem, act";
    private static final String RUNNING = "phase NOT IN ('done', 'failed', 'cancelled')";
    private static final String LEASED = "leased_until = clock_timestamp() + :lease * interval '1 millisecond'";
    private static final String BEGIN = """
            INSERT INTO projection_rebuild (projection, kind, phase, hold_on_differences, epoch, requested_by, reason, act)
            VALUES (:projection, :kind, :phase, :hold, :epoch, :actor, :reason, :act) RETURNING\s""" + COLUMNS;
    private static final String CLAIM = "UPDATE projection_rebuild SET owner = :node, " + LEASED + " WHERE projection = :projection AND "
            + RUNNING + " AND (owner = :node OR leased_until < clock_timestamp()) RETURNING " + COLUMNS;
    private static final String RENEW = "UPDATE projection_rebuild SET " + LEASED + ", processed = :processed, total = :total,"
            + " events_per_second = :rate, problem = :problem WHERE id = :id AND owner = :node AND " + RUNNING + " RETURNING " + COLUMNS;
    private static final String RELEASE =
            "UPDATE projection_rebuild SET leased_until = '-infinity' WHERE id = :id AND owner = :node";
    private static final String FILL =
            "UPDATE projection_rebuild SET epoch = :epoch, phase = 'filling', differences = NULL WHERE id = :id AND owner = :node AND "
                    + RUNNING;
    private static final String MOVE = "UPDATE projection_rebuild SET phase = :to, problem = NULL,"
            + " differences = coalesce(:differences, differences) WHERE id = :id AND owner = :node AND phase = :from";
    private static final String END = "UPDATE projection_rebuild SET phase = :phase, paused = false, finished_at = clock_timestamp(),"
            + " problem = :problem, differences = coalesce(:differences, differences) WHERE id = :id AND owner = :node AND " + RUNNING;
    private static final String STEER = "UPDATE projection_rebuild SET paused = :paused, phase = coalesce(:to, phase),"
            + " hold_on_differences = hold_on_differences AND :hold,"
            + " finished_at = CASE WHEN :to = 'cancelled' THEN clock_timestamp() END"
            + " WHERE projection = :projection AND phase IN (:from) AND paused = coalesce(:was, paused) RETURNING " + COLUMNS;
    private static final String LAST =
            "SELECT " + COLUMNS + " FROM projection_rebuild WHERE projection = :projection ORDER BY id DESC LIMIT 1";

    private final JdbcClient jdbc;
    private final String node;
    private final long leaseMillis;

    /**
     * @param node  name of this node, new at every start
     * @param lease how long a node that says nothing more is waited for
     */
    RebuildBook(JdbcClient jdbc, String node, Duration lease) {
        this.jdbc = jdbc;
        this.node = node;
        this.leaseMillis = lease.toMillis();
    }

    /** Enters a rebuild; nothing while another of the projection runs. */
    Optional<Rebuild> begin(
            String projection, Kind kind, boolean holdOnDifferences, @Nullable String epoch, UUID actor, String reason, long act) {
        try {
            return jdbc.sql(BEGIN)
                    .param("projection", projection)
                    .param("kind", kind.text())
                    .param("phase", (kind == Kind.REBUILD ? Phase.FILLING : Phase.CATCHING_UP).text())
                    .param("hold", holdOnDifferences)
                    .param("epoch", epoch, Types.VARCHAR)
                    .param("actor", actor)
                    .param("reason", reason)
                    .param("act", act)
                    .query(RebuildBook::rebuild)
                    .optional();
        } catch (DuplicateKeyException running) {
            return Optional.empty();
        }
    }

    /** The rebuild of a projection that runs, or else the last one. */
    Optional<Rebuild> last(String projection) {
        return jdbc.sql(LAST).param("projection", projection).query(RebuildBook::rebuild).optional();
    }

    /** Takes the running rebuild of a projection over; nothing if there is none, or another node works on it. */
    Optional<Rebuild> claim(String projection) {
        return jdbc.sql(CLAIM)
                .param("projection", projection)
                .param("node", node)
                .param("lease", leaseMillis)
                .query(RebuildBook::rebuild)
                .optional();
    }

    /** Notes how far it is and keeps the lease; answers how the rebuild stands, nothing if it is this node's no longer or has ended. */
    Optional<Rebuild> renew(long id, long processed, long total, double rate, @Nullable String problem) {
        return jdbc.sql(RENEW)
                .param("id", id)
                .param("node", node)
                .param("lease", leaseMillis)
                .param("processed", processed)
                .param("total", total)
                .param("rate", rate)
                .param("problem", problem, Types.VARCHAR)
                .query(RebuildBook::rebuild)
                .optional();
    }

    /** Lets another node go on at once. */
    void release(long id) {
        jdbc.sql(RELEASE).param("id", id).param("node", node).update();
    }

    /** Notes that a history of the data begins to be filled; answers whether the rebuild still is this node's. */
    boolean fill(long id, String epoch) {
        return jdbc.sql(FILL).param("id", id).param("node", node).param("epoch", epoch).update() == 1;
    }

    /** Goes from one phase to another; answers whether it did, as it doesn't if somebody was quicker. */
    boolean move(long id, Phase from, Phase to, @Nullable Differences differences) {
        return jdbc.sql(MOVE)
                        .param("id", id)
                        .param("node", node)
                        .param("from", from.text())
                        .param("to", to.text())
                        .param("differences", text(differences), Types.VARCHAR)
                        .update()
                == 1;
    }

    /** Ends it; answers whether this node did. */
    boolean end(long id, Phase phase, @Nullable String problem, @Nullable Differences differences) {
        return jdbc.sql(END)
                        .param("id", id)
                        .param("node", node)
                        .param("phase", phase.text())
                        .param("problem", problem, Types.VARCHAR)
                        .param("differences", text(differences), Types.VARCHAR)
                        .update()
                == 1;
    }

    /** Pauses the running rebuild of a projection; nothing if there is none that can be paused. */
    Optional<Rebuild> pause(String projection) {
        return steer(projection, List.of(Phase.FILLING, Phase.CATCHING_UP, Phase.COMPARING), false, true, null, true);
    }

    /** Lets the paused rebuild of a projection go on, or one that holds go live all the same; nothing if there is none such. */
    Optional<Rebuild> resume(String projection) {
        return steer(projection, List.of(Phase.FILLING, Phase.CATCHING_UP, Phase.COMPARING), true, false, null, true)
                .or(() -> steer(projection, List.of(Phase.HOLDING), null, false, Phase.FLIPPING, false));
    }

    /** Cancels the running rebuild of a projection; nothing if there is none, or it is about to go live. */
    Optional<Rebuild> cancel(String projection) {
        return steer(projection, List.of(Phase.FILLING, Phase.CATCHING_UP, Phase.COMPARING, Phase.HOLDING), null, false, Phase.CANCELLED,
                true);
    }

    private Optional<Rebuild> steer(
            String projection, Collection<Phase> from, @Nullable Boolean was, boolean paused, @Nullable Phase to, boolean hold) {
        return jdbc.sql(STEER)
                .param("projection", projection)
                .param("from", from.stream().map(Phase::text).toList())
                .param("was", was, Types.BOOLEAN)
                .param("paused", paused)
                .param("to", to == null ? null : to.text(), Types.VARCHAR)
                .param("hold", hold)
                .query(RebuildBook::rebuild)
                .optional();
    }

    private static @Nullable String text(@Nullable Differences differences) {
        return differences == null ? null : JSON.writeValueAsString(differences);
    }

    private static Rebuild rebuild(ResultSet row, int number) throws SQLException {
        var differences = row.getString("differences");
        var finished = row.getObject("finished_at", OffsetDateTime.class);
        return new Rebuild(
                row.getLong("id"),
                row.getString("projection"),
                Kind.of(row.getString("kind")),
                Phase.of(row.getString("phase")),
                row.getBoolean("paused"),
                row.getBoolean("hold_on_differences"),
                row.getString("epoch"),
                row.getLong("processed"),
                row.getLong("total"),
                row.getDouble("events_per_second"),
                differences == null ? null : JSON.readValue(differences, Differences.class),
                row.getString("requester"),
                row.getString("reason"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getString("problem"),
                row.getLong("act"));
    }
}
