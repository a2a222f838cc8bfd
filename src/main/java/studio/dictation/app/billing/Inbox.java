package studio.dictation.app.billing;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.command.billing.ProviderEvent;

/**
 * What the payment provider told, in PostgreSQL: kept once by its id before anything of it is applied, then worked on by any node,
 * never two messages about the same thing at once. Its clock counts, one for all nodes.
 */
public final class Inbox {
    private static final String KEEP = """
            INSERT INTO inbox_message (event_id, type, object_id, work_key, created_at, source, payload, state, reason, settled_at)
            VALUES (:event, :type, :object, :key, :created, :source, :payload, :state, :reason,
                    CASE WHEN :state = 'waiting' THEN NULL ELSE clock_timestamp() END)
            ON CONFLICT (event_id) DO NOTHING""";

    private static final String WANT = """
            INSERT INTO inbox_message (event_id, type, object_id, work_key, created_at, source, payload, state)
            VALUES (:event, :type, :object, :key, clock_timestamp(), :source, '', 'waiting')
            ON CONFLICT (event_id) DO UPDATE
               SET state = 'waiting', reason = NULL, settled_at = NULL, attempts = 0, due_at = clock_timestamp(),
                   received_at = clock_timestamp(), work_key = CASE WHEN inbox_message.owner IS NULL THEN excluded.work_key
                                                                    ELSE inbox_message.work_key END,
                   asked = inbox_message.asked + CASE WHEN inbox_message.owner IS NULL THEN 0 ELSE 1 END""";

    private static final String CLAIM = """
            UPDATE inbox_message SET owner = :node, attempts = attempts + 1,
                   leased_until = clock_timestamp() + :lease * interval '1 millisecond'
             WHERE id = (
                   SELECT m.id FROM inbox_message m
                    WHERE m.state = 'waiting' AND m.due_at <= clock_timestamp()
                      AND (m.owner IS NULL OR m.leased_until < clock_timestamp())
                      AND NOT EXISTS (
                          SELECT 1 FROM inbox_message o WHERE o.work_key = m.work_key AND o.owner IS NOT NULL AND o.id <> m.id)
                    ORDER BY m.due_at, m.id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, event_id, type, object_id, source, received_at, asked, attempts""";

    private static final String HOLD = """
            UPDATE inbox_message SET leased_until = clock_timestamp() + :lease * interval '1 millisecond'
             WHERE owner = :node AND id = ANY (:ids)""";

    private static final String SETTLE = """
            UPDATE inbox_message SET owner = NULL, leased_until = NULL,
                   state = CASE WHEN asked = :asked THEN :state ELSE 'waiting' END,
                   reason = CASE WHEN asked = :asked THEN :reason END,
                   settled_at = CASE WHEN asked = :asked THEN clock_timestamp() END
             WHERE id = :id AND owner = :node""";

    private static final String POSTPONE = """
            UPDATE inbox_message SET owner = NULL, leased_until = NULL, reason = :reason,
                   due_at = clock_timestamp() + :pause * interval '1 millisecond'
             WHERE id = :id AND owner = :node""";

    private static final String TRY_AGAIN = """
            UPDATE inbox_message SET state = 'waiting', settled_at = NULL, due_at = clock_timestamp() WHERE id IN (
                   SELECT id FROM inbox_message
                    WHERE state = 'unmatched'
                      AND settled_at < clock_timestamp() - least(interval '5 seconds' * power(2, least(attempts, 20)), interval '1 day')
                    ORDER BY settled_at LIMIT :most FOR UPDATE SKIP LOCKED)
            RETURNING event_id""";

    private static final String SWEEP = """
            DELETE FROM inbox_message WHERE id IN (
                   SELECT id FROM inbox_message
                    WHERE settled_at < clock_timestamp() - :retention * interval '1 millisecond' AND state IN ('applied', 'ignored')
                    ORDER BY settled_at LIMIT :most FOR UPDATE SKIP LOCKED)""";

    private static final String BACKLOG = """
            SELECT count(*) AS messages, extract(epoch FROM clock_timestamp() - min(received_at)) * 1000 AS oldest_millis
              FROM (SELECT received_at FROM inbox_message WHERE state = 'waiting' LIMIT :most) waiting""";

    private static final String WAITING = "SELECT event_id FROM inbox_message WHERE event_id = ANY (:events) AND state = 'waiting'";

    private static final RowMapper<InboxMessage> MESSAGE = (row, number) -> new InboxMessage(
            row.getLong("id"),
            row.getString("event_id"),
            row.getString("type"),
            row.getString("object_id"),
            row.getString("source"),
            row.getObject("received_at", OffsetDateTime.class).toInstant(),
            row.getInt("asked"),
            row.getInt("attempts"));

    private final JdbcClient jdbc;
    private final Map<String, Set<CountDownLatch>> awaited = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** The inbox in that database. */
    public Inbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps what the provider told, if it isn't kept yet; when this returns it is committed, and will be applied.
     *
     * @param source who told of it: {@code webhook} or {@code reconciliation}
     * @return whether it was new
     */
    public boolean keep(ProviderEvent event, String source) {
        var told = Told.of(event);
        boolean known = told.kind() != Told.Kind.UNKNOWN;
        boolean isNew = jdbc.sql(KEEP)
                        .param("event", event.id())
                        .param("type", event.type())
                        .param("object", told.objectId())
                        .param("key", told.workKey())
                        .param("created", event.createdAt().atOffset(ZoneOffset.UTC))
                        .param("source", source)
                        .param("payload", event.payload())
                        .param("state", known ? "waiting" : "ignored")
                        .param("reason", known ? null : Told.kindOf(event.type()) == Told.Kind.UNKNOWN ? "unknown-type" : "no-object")
                        .update()
                == 1;
        if (isNew) {
            listeners.forEach(Runnable::run);
        }
        return isNew;
    }

    /**
     * Has an object applied as it is now though nobody told of it; all who want the same at the same time want it together.
     *
     * @param type     a type of message about such an object
     * @param objectId the object
     * @param workKey  the subscription it belongs to, else the object
     * @param source   who wants it
     * @return under what to wait for it
     */
    public String want(String type, String objectId, String workKey, String source) {
        var event = source + ":" + objectId;
        jdbc.sql(WANT)
                .param("event", event)
                .param("type", type)
                .param("object", objectId)
                .param("key", workKey)
                .param("source", source)
                .update();
        listeners.forEach(Runnable::run);
        return event;
    }

    /** Waits until messages are settled, wherever they are worked on; answers whether they are. */
    public boolean await(Collection<String> eventIds, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        var arrivals = Set.copyOf(eventIds).stream()
                .collect(Collectors.toMap(event -> event, event -> new CountDownLatch(1)));
        arrivals.forEach((event, arrival) ->
                awaited.compute(event, (same, known) -> {
                    var waiting = known == null ? ConcurrentHashMap.<CountDownLatch>newKeySet() : known;
                    // In here: nobody may take the set away as an empty one meanwhile.
                    waiting.add(arrival);
                    return waiting;
                }));
        try {
            lookAfter(arrivals.keySet());
            for (var arrival : arrivals.values()) {
                if (!arrival.await(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            arrivals.forEach((event, arrival) -> awaited.computeIfPresent(event, (same, waiting) -> {
                waiting.remove(arrival);
                return waiting.isEmpty() ? null : waiting;
            }));
        }
    }

    /** How many messages are in which state for which reason: {@code ignored unknown-type} → 3. */
    public Map<String, Long> counts() {
        return jdbc.sql("SELECT state || coalesce(' ' || reason, '') AS what, count(*) FROM inbox_message GROUP BY 1 ORDER BY 1")
                .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                .list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * What waits to be applied, counted up to a number.
     *
     * @param messages how many
     * @param oldest   how long the oldest of them has waited; absent if none does
     */
    public record Backlog(long messages, Optional<Duration> oldest) {}

    /** What waits to be applied; at most so many are counted. */
    public Backlog backlog(int most) {
        return jdbc.sql(BACKLOG)
                .param("most", most)
                .query((row, number) -> new Backlog(
                        row.getLong("messages"),
                        Optional.ofNullable(row.getBigDecimal("oldest_millis"))
                                .map(millis -> Duration.ofMillis(Math.max(0, millis.longValue())))))
                .single();
    }

    /** The database's clock. */
    Instant now() {
        return jdbc.sql("SELECT clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
    }

    /** Whom to tell that there is something new on this node. */
    void onNew(Runnable listener) {
        listeners.add(listener);
    }

    /** Takes the message that is due longest, about something that nobody works on. */
    Optional<InboxMessage> claim(String node, Duration lease) {
        try {
            return jdbc.sql(CLAIM).param("node", node).param("lease", lease.toMillis()).query(MESSAGE).optional();
        } catch (DuplicateKeyException other) {
            // Another node began with another message about the same thing at the same moment.
            return Optional.empty();
        }
    }

    /** Keeps what this node works on for longer. */
    void hold(Collection<Long> ids, String node, Duration lease) {
        jdbc.sql(HOLD).param("ids", ids.toArray(Long[]::new)).param("node", node).param("lease", lease.toMillis()).update();
    }

    /** Says what became of a message; one that was wanted again meanwhile is due again. */
    void settle(InboxMessage message, String node, Settled settled) {
        jdbc.sql(SETTLE)
                .param("id", message.id())
                .param("node", node)
                .param("asked", message.asked())
                .param("state", settled.state().name().toLowerCase(Locale.ROOT))
                .param("reason", settled.reason())
                .update();
        lookAfter(Set.of(message.eventId()));
    }

    /** Gives a message back that couldn't be applied yet. */
    void postpone(InboxMessage message, String node, String reason, Duration pause) {
        jdbc.sql(POSTPONE)
                .param("id", message.id())
                .param("node", node)
                .param("reason", reason)
                .param("pause", pause.toMillis())
                .update();
    }

    /**
     * Has some of what matched nobody tried again, what waits longest first: an account, or what is known of a subscription, may
     * have come since. The more often that was in vain, the later; at the latest after a day. Answers what to wait for.
     */
    List<String> tryAgain(int most) {
        var again = jdbc.sql(TRY_AGAIN).param("most", most).query(String.class).list();
        listeners.forEach(Runnable::run);
        return again;
    }

    /** Deletes some of what was settled long ago; answers how many. What matched nobody stays. */
    int sweep(Duration retention, int most) {
        return jdbc.sql(SWEEP).param("retention", retention.toMillis()).param("most", most).update();
    }

    /** Whether somebody on this node waits. */
    boolean isAwaited() {
        return !awaited.isEmpty();
    }

    /** Tells all who wait on this node of what was settled, by whomever. */
    void lookAfterAll() {
        lookAfter(Set.copyOf(awaited.keySet()));
    }

    private void lookAfter(Set<String> events) {
        if (events.stream().noneMatch(awaited::containsKey)) {
            return;
        }
        var waiting = Set.copyOf(jdbc.sql(WAITING)
                .param("events", events.toArray(String[]::new))
                .query(String.class)
                .list());
        events.stream().filter(event -> !waiting.contains(event)).forEach(event ->
                awaited.getOrDefault(event, Set.of()).forEach(CountDownLatch::countDown));
    }
}
