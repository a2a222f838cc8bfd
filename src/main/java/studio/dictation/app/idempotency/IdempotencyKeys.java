package studio.dictation.app.idempotency;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was done for which key, on the connection of the running transaction. PostgreSQL's clock counts, one for all nodes. */
@Component
class IdempotencyKeys {
    private static final String LIFE = "interval '24 hours'";

    /** Late enough that no request still under way holds on to such a key. */
    private static final String AFTERLIFE = "interval '25 hours'";

    private static final String FIND = """
            SELECT k.digest = ? AS is_same, k.created_at <= now() - %s AS is_over, k.answer, s.expectations
              FROM idempotency_key k LEFT JOIN idempotency_step s ON s.key_id = k.id AND s.step = ?
             WHERE k.account_id = ? AND k.operation = ? AND k.key = ?""".formatted(LIFE);

    private static final String EXPECTATIONS = """
            SELECT s.expectations FROM idempotency_key k JOIN idempotency_step s ON s.key_id = k.id
             WHERE k.account_id = ? AND k.operation = ? AND k.key = ? AND s.expectations <> ''""";

    private static final String ANSWERED = """
            UPDATE idempotency_key k SET answer = ? WHERE account_id = ? AND operation = ? AND key = ? AND digest = ?
               AND (SELECT count(*) FROM idempotency_step WHERE key_id = k.id) = ?""";

    // Waits for another transaction that writes the same key. Each key that comes takes away some that are over, so there is never
    // more than some days' worth of them.
    private static final String REMEMBER = """
            WITH swept AS (
                   DELETE FROM idempotency_key WHERE id IN (
                          SELECT id FROM idempotency_key WHERE created_at <= now() - %s
                           ORDER BY created_at LIMIT 10 FOR UPDATE SKIP LOCKED)),
                 opened AS (
                   INSERT INTO idempotency_key (account_id, operation, key, digest) VALUES (?, ?, ?, ?)
                       ON CONFLICT DO NOTHING RETURNING id),
                 known AS (
                   SELECT id FROM idempotency_key
                    WHERE account_id = ? AND operation = ? AND key = ? AND digest = ? AND created_at > now() - %s
                      FOR KEY SHARE)
            INSERT INTO idempotency_step (key_id, step, expectations)
            SELECT id, ?, ? FROM (SELECT id FROM opened UNION ALL SELECT id FROM known) AS either
                ON CONFLICT DO NOTHING""".formatted(AFTERLIFE, LIFE);

    private final JdbcClient jdbc;

    IdempotencyKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is known of a key.
     *
     * @param isSame       whether the same was asked for
     * @param isOver       whether it is so old that it counts no more
     * @param answer       what the client was answered; null if not all is done
     * @param expectations where the events of the step show; null if it was not done
     */
    record Known(boolean isSame, boolean isOver, @Nullable String answer, @Nullable String expectations) {}

    /** Looks a key and one of its steps up. */
    Optional<Known> find(RequestKey key, String step) {
        return jdbc.sql(FIND)
                .params(key.digest(), step, key.accountId(), key.operation(), key.key())
                .query((row, number) -> new Known(row.getBoolean("is_same"), row.getBoolean("is_over"),
                        row.getString("answer"), row.getString("expectations")))
                .optional();
    }

    /** Where the events of all steps show. */
    List<String> expectations(RequestKey key) {
        return jdbc.sql(EXPECTATIONS).params(key.accountId(), key.operation(), key.key()).query(String.class).list();
    }

    /** Keeps an answer if as many steps are done. */
    void answered(RequestKey key, int steps, String answer) {
        jdbc.sql(ANSWERED).params(answer, key.accountId(), key.operation(), key.key(), key.digest(), steps).update();
    }

    /** Has a key that is over mean nothing. */
    void forget(RequestKey key) {
        jdbc.sql("DELETE FROM idempotency_key WHERE account_id = ? AND operation = ? AND key = ? AND created_at <= now() - " + LIFE)
                .params(key.accountId(), key.operation(), key.key())
                .update();
    }

    /** Remembers a step with its transaction; false if somebody else has done so, or asked for something else, meanwhile. */
    boolean remember(RequestKey key, String step, String expectations) {
        return jdbc.sql(REMEMBER)
                        .params(key.accountId(), key.operation(), key.key(), key.digest(),
                                key.accountId(), key.operation(), key.key(), key.digest(), step, expectations)
                        .update()
                == 1;
    }
}
