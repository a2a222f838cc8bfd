package studio.dictation.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Appends of one event each that are transactions of their own. A few are written beside each other; who comes meanwhile waits, and the
 * next to write takes along all who wait, in one statement and with one commit. Each is stored or refused for itself.
 */
final class AppendGroups {
    private static final int GROUPS_AT_ONCE = 4;
    /** Behind a group of more events than this there is one group at a time, so that it becomes a large one too. */
    private static final int CROWD = 6;

    private static final int MOST_EVENTS = 64;
    /** What a connection takes without waiting for the server: no group hangs in sending. */
    private static final int MOST_BYTES = 48 << 10;

    /** A group that takes longer waits for a lock or for a server that doesn't answer: nobody waits for it. */
    private static final long OVERDUE_MILLIS = 100;
    /** Longer than the leader's connection waits for an answer. */
    private static final long UNKNOWN_MILLIS = 15_000;

    private static final String OUTCOME_UNKNOWN = "08007";

    // A statement that is a transaction takes its id when it first writes, so it is higher than that of any event it sees. In the order of
    // streams, so that groups of two nodes don't wait for each other. The planner knows no array of a subquery, and so makes one plan for all.
    private static final String APPEND = """
            INSERT INTO event (event_id, stream_id, stream_sequence, name, revision, occurred_at, subject, payload, metadata)
            SELECT * FROM unnest((SELECT ?::uuid[]), (SELECT ?::text[]), (SELECT ?::bigint[]), (SELECT ?::text[]), (SELECT ?::int[]),
                   (SELECT ?::bigint[]), (SELECT ?::uuid[]), (SELECT ?::bytea[]), (SELECT ?::bytea[]))
                   entry (event_id, stream_id, stream_sequence, name, revision, occurred_at, subject, payload, metadata)
             WHERE stream_sequence = 0 OR (SELECT true FROM event previous WHERE previous.stream_id = entry.stream_id
                   AND previous.stream_sequence = entry.stream_sequence - 1)
             ORDER BY stream_id COLLATE "C", stream_sequence
                ON CONFLICT DO NOTHING RETURNING event_id""";

    private final Lone lone;
    private final Queue<Append> waiting = new ArrayDeque<>();
    private final List<Group> running = new ArrayList<>();
    private boolean crowded;

    /** Appends one event; answers whether it was. */
    @FunctionalInterface
    interface Lone {
        boolean append(Connection connection, NewEvent event) throws SQLException;
    }

    /**
     * Groups for one database.
     *
     * @param lone writes a group of one
     */
    AppendGroups(Lone lone) {
        this.lone = lone;
    }

    /**
     * Appends and commits an event, on this connection or on that of somebody who appends at the same time.
     *
     * @param connection autocommitting
     * @return whether it was appended; not if somebody else has appended there, or the event before it is missing
     * @throws SQLException if it was not appended, or with a connection that broke: then it may have been
     */
    boolean append(Connection connection, NewEvent event) throws SQLException {
        var own = new Append(event);
        try {
            enter(own);
            own.awaitTurn();
            lead(connection, own);
        } finally {
            withdraw(own);
        }
        return switch (own.outcome()) {
            case STORED -> true;
            case REFUSED -> false;
            case ALONE -> lone.append(connection, event);
            case UNKNOWN -> throw new SQLException("Nobody says what became of it", OUTCOME_UNKNOWN);
        };
    }

    private synchronized void enter(Append append) {
        waiting.add(append);
        callFirst();
    }

    private void callFirst() {
        long now = System.nanoTime();
        long counted = running.stream().filter(group -> !group.isOverdue(now)).count();
        if (counted < (crowded ? 1 : GROUPS_AT_ONCE)) {
            waiting.stream().filter(append -> append.group == null).findFirst().ifPresent(first -> {
                first.group = begun(now);
                first.called.complete(null);
            });
        }
    }

    private Group begun(long now) {
        var group = new Group(now, new ArrayList<>(MOST_EVENTS));
        running.add(group);
        return group;
    }

    private void lead(Connection connection, Append own) {
        var group = gathered(own);
        if (group != null) {
            try {
                write(connection, group.members());
            } finally {
                group.members().forEach(append -> append.settled.complete(Outcome.UNKNOWN));
                leave(group);
            }
        }
    }

    /** One that still waits, called or for too long, and who else waits; nothing if somebody has taken it along. */
    private synchronized @Nullable Group gathered(Append own) {
        if (!waiting.contains(own)) {
            return null;
        }
        var group = own.group == null ? begun(System.nanoTime()) : own.group;
        own.group = group;
        waiting.remove(own);
        group.members().add(own);
        int bytes = own.event.bytes();
        for (var next = waiting.peek(); next != null && group.members().size() < MOST_EVENTS; next = waiting.peek()) {
            bytes += next.event.bytes();
            if (bytes > MOST_BYTES) {
                break;
            }
            running.remove(next.group);
            group.members().add(next);
            waiting.remove();
        }
        crowded = group.members().size() > CROWD;
        return group;
    }

    private synchronized void leave(Group group) {
        running.remove(group);
        callFirst();
    }

    /** One whose turn never comes because something went wrong before. */
    private synchronized void withdraw(Append append) {
        if (waiting.remove(append)) {
            running.remove(append.group);
            callFirst();
        }
    }

    private void write(Connection connection, List<Append> group) {
        try {
            if (group.size() == 1) {
                var only = group.getFirst();
                only.settled.complete(lone.append(connection, only.event) ? Outcome.STORED : Outcome.REFUSED);
            } else {
                writeTogether(connection, group);
            }
        } catch (SQLException failure) {
            group.forEach(append -> append.settled.completeExceptionally(failure));
        }
    }

    private static void writeTogether(Connection connection, List<Append> group) throws SQLException {
        try (var insert = connection.prepareStatement(APPEND)) {
            if (isExecuted(insert, group.stream().map(append -> append.event).toList())) {
                var stored = ids(insert);
                group.forEach(append -> append.settled.complete(stored.remove(append.event.id()) ? Outcome.STORED : Outcome.REFUSED));
            } else {
                // Nothing is stored, and it may be the fault of one of them.
                group.forEach(append -> append.settled.complete(Outcome.ALONE));
            }
        }
    }

    /** Whether the server took it; failures of the connection are thrown. */
    private static boolean isExecuted(PreparedStatement insert, List<NewEvent> events) throws SQLException {
        try {
            set(insert, 1, "uuid", events.stream().map(NewEvent::id).toArray());
            set(insert, 2, "text", events.stream().map(NewEvent::streamId).toArray());
            set(insert, 3, "int8", events.stream().map(NewEvent::streamSequence).toArray());
            set(insert, 4, "text", events.stream().map(NewEvent::name).toArray());
            set(insert, 5, "int4", events.stream().map(NewEvent::revision).toArray());
            set(insert, 6, "int8", events.stream().map(NewEvent::occurredAt).toArray());
            set(insert, 7, "uuid", events.stream().map(NewEvent::subject).toArray());
            set(insert, 8, "bytea", events.stream().map(NewEvent::payload).toArray(byte[][]::new));
            set(insert, 9, "bytea", events.stream().map(NewEvent::metadata).toArray(byte[][]::new));
            insert.execute();
            return true;
        } catch (SQLException refused) {
            if (insert.getConnection().isClosed()) {
                throw refused;
            }
            return false;
        }
    }

    private static void set(PreparedStatement insert, int parameter, String type, @Nullable Object[] column) throws SQLException {
        insert.setArray(parameter, insert.getConnection().createArrayOf(type, column));
    }

    /** Those that were appended. */
    private static Set<UUID> ids(PreparedStatement inserted) throws SQLException {
        Set<UUID> ids = new HashSet<>();
        try (var rows = inserted.getResultSet()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    private enum Outcome {
        STORED,
        REFUSED,
        /** Its group was not stored; to be written by whom it belongs to. */
        ALONE,
        UNKNOWN
    }

    /** Appends that are written together. */
    private record Group(long begun, List<Append> members) {
        boolean isOverdue(long now) {
            return now - begun > TimeUnit.MILLISECONDS.toNanos(OVERDUE_MILLIS);
        }
    }

    private static final class Append {
        private final NewEvent event;
        /** Completed when it is its turn to lead. */
        private final CompletableFuture<Void> called = new CompletableFuture<>();
        /** Completed when it is known what became of it. */
        private final CompletableFuture<Outcome> settled = new CompletableFuture<>();
        /** The one it was called to lead. */
        private @Nullable Group group;

        Append(NewEvent event) {
            this.event = event;
        }

        /** Until there is something to do or to know, or it has waited for long. */
        void awaitTurn() {
            var settledSomehow = settled.handle((outcome, failure) -> null);
            CompletableFuture.anyOf(called, settledSomehow).completeOnTimeout(null, OVERDUE_MILLIS, TimeUnit.MILLISECONDS).join();
        }

        Outcome outcome() throws SQLException {
            try {
                return settled.completeOnTimeout(Outcome.UNKNOWN, UNKNOWN_MILLIS, TimeUnit.MILLISECONDS).join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof SQLException cause) {
                    // Every thread has its own.
                    throw new SQLException(cause.getMessage(), cause.getSQLState(), cause);
                }
                throw failed;
            }
        }
    }
}
