package studio.dictation.app.acts;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What administrators did, in PostgreSQL. An act is recorded as {@link #BEGUN} before it begins and its outcome afterwards, so that one
 * in the middle of which a node died is known, too.
 */
@Component
public class AdminActs {
    /** It began, and nothing more is known yet. */
    public static final String BEGUN = "begun";

    /** It was done. */
    public static final String DONE = "done";

    /** It could not be done as things were; nothing happened. */
    public static final String REFUSED = "refused";

    /** It broke off. */
    public static final String FAILED = "failed";

    private static final String RECORD = """
            INSERT INTO admin_act (actor, act, target, reason, outcome, detail)
            VALUES (:actor, :act, :target, :reason, :outcome, :detail) RETURNING id""";
    private static final String UPDATE = "UPDATE admin_act SET outcome = :outcome, detail = :detail WHERE id = :id";
    private static final String NEWEST = """
            SELECT id, at, %s AS actor, act, target, reason, outcome, detail
            FROM admin_act WHERE id < :before ORDER BY id DESC LIMIT :most""".formatted(whoIs("actor"));

    private static final Logger LOG = LoggerFactory.getLogger(AdminActs.class);

    private final JdbcClient jdbc;

    /** What became of an act, in the words of its record. */
    public record Outcome(String outcome, @Nullable String detail) {}

    /** In a database that the event store's migrations have prepared. */
    public AdminActs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** SQL that tells who the account of a column is: its address, or the id of one that has none. */
    public static String whoIs(String column) {
        return "coalesce((SELECT email FROM account_email WHERE account_id = %1$s LIMIT 1), %1$s::text)".formatted(column);
    }

    /** Records an act; answers its id. */
    public long record(
            UUID actor, String act, String target, @Nullable String reason, String outcome, @Nullable String detail) {
        return jdbc.sql(RECORD)
                .param("actor", actor)
                .param("act", act)
                .param("target", target)
                .param("reason", reason)
                .param("outcome", outcome)
                .param("detail", detail)
                .query(Long.class)
                .single();
    }

    /** Records what became of an act. */
    public void update(long id, String outcome, @Nullable String detail) {
        jdbc.sql(UPDATE).param("id", id).param("outcome", outcome).param("detail", detail).update();
    }

    /** Does something, and records that it begins and whether it was done; what it throws is thrown on. */
    public <T> T recorded(UUID actor, String act, String target, @Nullable String reason, Supplier<T> doing) {
        return recorded(actor, act, target, reason, doing, result -> new Outcome(DONE, null));
    }

    /**
     * Does something, and records that it begins and what became of it; what it throws is thrown on. Where the outcome can't be recorded,
     * what was done is done all the same, and the act stays recorded as {@link #BEGUN}.
     *
     * @param became what the result means
     */
    public <T> T recorded(
            UUID actor, String act, String target, @Nullable String reason, Supplier<T> doing, Function<T, Outcome> became) {
        long id = record(actor, act, target, reason, BEGUN, null);
        T result;
        try {
            result = doing.get();
        } catch (ActRefused refused) {
            note(id, new Outcome(REFUSED, refused.getMessage()));
            throw refused;
        } catch (RuntimeException | Error failure) {
            // Its message may quote what somebody wrote.
            note(id, new Outcome(FAILED, failure.getClass().getSimpleName()));
            throw failure;
        }
        note(id, became.apply(result));
        return result;
    }

    /**
     * The newest acts first.
     *
     * @param before the id that they are older than; null for the newest of all
     * @param most   how many at most, ≥ 1
     */
    public List<AdminAct> newest(@Nullable Long before, int most) {
        return jdbc.sql(NEWEST)
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("most", most)
                .query((row, number) -> new AdminAct(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("act"),
                        row.getString("target"),
                        row.getString("reason"),
                        row.getString("outcome"),
                        row.getString("detail")))
                .list();
    }

    private void note(long id, Outcome outcome) {
        try {
            update(id, outcome.outcome, outcome.detail);
        } catch (DataAccessException unreachable) {
            LOG.warn("Act {} is {}, which could not be recorded: {}", id, outcome.outcome, unreachable.getClass().getSimpleName());
        }
    }
}
