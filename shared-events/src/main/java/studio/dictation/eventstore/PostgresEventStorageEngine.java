package studio.dictation.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.common.AxonException;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Axon's streams, snapshots and tracked reading on the tables of {@link EventStoreSchema}.
 *
 * <p>An append is one plain insert an event, on the transaction's own connection. It ends in a {@link ConcurrencyException},
 * or {@link AggregateStreamCreationException} at the begin of a stream, if somebody else has appended there, if the event
 * before it is not stored (any more), or if this transaction took its transaction id before the stream's last event was
 * written, so that readers would see the two in the wrong order: each time a retry in a new transaction is the cure. Other failures are
 * {@link EventStoreException}s; no exception quotes a statement or an event's content. One event that is all a transaction does is
 * committed by its append, with others if there are any ({@link AppendGroups}).
 */
public final class PostgresEventStorageEngine implements EventStorageEngine {
    private static final int PAGE_EVENTS = 1000;
    private static final long PAGE_BYTES = 8 << 20;
    private static final String UNIQUE_VIOLATION = "23505";

    // The predecessor has to be there: whoever decided on a history that the store has lost meanwhile (it was restored to an
    // earlier state) would leave a hole. A transaction without an id gets a higher one than anything committed; one that has
    // its id already must not be older than the predecessor.
    private static final String APPEND = """
            INSERT INTO event (event_id, stream_id, stream_sequence, name, revision, occurred_at, subject, payload, metadata)
            SELECT ?, ?, ?, ?, ?, ?, ?::uuid, ?, ?
             WHERE ? OR EXISTS (
                   SELECT FROM event WHERE stream_id = ? AND stream_sequence = ?
                      AND (pg_current_xact_id_if_assigned() IS NULL OR (generation, xid)
                           <= (current_setting('dictation.generation')::int, pg_current_xact_id_if_assigned())))""";
    // The same conditions, parameters and order; whoever finds the predecessor has the hash to chain to.
    private static final String APPEND_TO_LEDGER = """
            INSERT INTO event (event_id, stream_id, stream_sequence, name, revision, occurred_at, subject, payload, metadata, hash)
            SELECT entry.*, ledger_hash(previous.hash, entry.stream_id, entry.stream_sequence, entry.event_id, entry.name,
                   entry.revision, entry.occurred_at, entry.subject, entry.payload, entry.metadata)
              FROM (SELECT ?::uuid AS event_id, ?::text AS stream_id, ?::bigint AS stream_sequence, ?::text AS name,
                           ?::smallint AS revision, ?::bigint AS occurred_at, ?::uuid AS subject, ?::bytea AS payload,
                           ?::bytea AS metadata) entry,
                   (SELECT decode(repeat('00', 32), 'hex') AS hash WHERE ?
                    UNION ALL
                    SELECT hash FROM event WHERE stream_id = ? AND stream_sequence = ?
                       AND (pg_current_xact_id_if_assigned() IS NULL OR (generation, xid)
                            <= (current_setting('dictation.generation')::int, pg_current_xact_id_if_assigned()))) previous""";
    private static final String COMMITTED = PostgresEventStorageEngine.class.getName() + ".committed";
    private static final String READ_STREAM = "SELECT " + EventTable.COLUMNS
            + " FROM event WHERE stream_id = ? AND stream_sequence >= ? ORDER BY stream_sequence LIMIT " + PAGE_EVENTS;
    private static final String LAST_SEQUENCE = "SELECT max(stream_sequence) FROM event WHERE stream_id = ?";

    private final ConnectionProvider connections;
    private final EventReader reader;
    private final EventNames names;
    private final EventDecoder decoder;
    private final Snapshots snapshots;
    private final Untouched untouched;
    private final AppendGroups groups = new AppendGroups(PostgresEventStorageEngine::insert);

    /** Whether a connection's transaction has not sent anything to the server yet. */
    @FunctionalInterface
    public interface Untouched {
        /** Looks at the connection's own state; asks no server. */
        boolean test(Connection connection) throws SQLException;
    }

    /** An engine that leaves the commit to the transaction, always. */
    public PostgresEventStorageEngine(ConnectionProvider connections, EventReader reader, EventNames names,
            EventDecoder decoder, Map<String, Class<?>> snapshotTypes) {
        this(connections, reader, names, decoder, snapshotTypes, connection -> false);
    }

    /**
     * An engine on one database.
     *
     * @param connections   gives the running transaction's connection, for appends and for reading streams; prepared by
     *                      {@link EventStoreSchema#SESSION_INIT}
     * @param reader        for tracked reading
     * @param names         of the events to be appended
     * @param decoder       of the events read
     * @param snapshotTypes aggregate class by stream type, for those that are snapshotted; each has a numeric
     *                      {@link org.axonframework.serialization.Revision} and fields that JSON can restore
     * @param untouched     tells which transactions may leave their one append to a transaction of its own: those that did nothing before it
     */
    public PostgresEventStorageEngine(ConnectionProvider connections, EventReader reader, EventNames names,
            EventDecoder decoder, Map<String, Class<?>> snapshotTypes, Untouched untouched) {
        this.untouched = untouched;
        this.connections = connections;
        this.reader = reader;
        this.names = names;
        this.decoder = decoder;
        this.snapshots = new Snapshots(snapshotTypes);
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        var first = inStream(events.getFirst());
        requireOpen();
        try (var connection = connections.getConnection()) {
            if (events.size() == 1) {
                append(connection, first);
            } else {
                appendAll(connection, events, first);
            }
        } catch (SQLException e) {
            throw UNIQUE_VIOLATION.equals(e.getSQLState())
                    ? conflict(first)
                    : EventTable.failure("Appending to " + first.getAggregateIdentifier(), e);
        }
    }

    private void append(Connection connection, DomainEventMessage<?> event) throws SQLException {
        var row = NewEvent.of(event, names);
        boolean alone = untouched.test(connection);
        if (!(alone ? appendAlone(connection, row) : insert(connection, row))) {
            throw conflict(event);
        }
        if (alone) {
            CurrentUnitOfWork.ifStarted(unitOfWork -> unitOfWork.root().resources().put(COMMITTED, true));
        }
    }

    /** The insert is the whole transaction: one statement and one round trip, or those of others, whatever becomes of it. */
    private boolean appendAlone(Connection connection, NewEvent event) throws SQLException {
        connection.setAutoCommit(true);
        // Not in a finally block: on a connection that broke it fails too, and must not hide why.
        try (Restoring _ = () -> connection.setAutoCommit(false)) {
            return LedgerHash.covers(event.streamId()) ? insert(connection, event) : groups.append(connection, event);
        }
    }

    private static boolean insert(Connection connection, NewEvent event) throws SQLException {
        try (var insert = connection.prepareStatement(appendTo(event))) {
            bind(insert, event);
            return insert.executeUpdate() == 1;
        }
    }

    private void appendAll(Connection connection, List<? extends EventMessage<?>> events, DomainEventMessage<?> first)
            throws SQLException {
        var rows = events.stream().map(event -> NewEvent.of(inStream(event), names)).toList();
        for (int next = 0; next < rows.size(); ) {
            var sql = appendTo(rows.get(next));
            try (var insert = connection.prepareStatement(sql)) {
                while (next < rows.size() && appendTo(rows.get(next)).equals(sql)) {
                    bind(insert, rows.get(next++));
                    insert.addBatch();
                }
                for (int count : insert.executeBatch()) {
                    if (count == 0) {
                        throw conflict(first);
                    }
                }
            }
        }
    }

    private static String appendTo(NewEvent event) {
        return LedgerHash.covers(event.streamId()) ? APPEND_TO_LEDGER : APPEND;
    }

    /** What a unit of work appended may be committed already, so nothing can join it. */
    private static void requireOpen() {
        CurrentUnitOfWork.ifStarted(unitOfWork -> {
            if (unitOfWork.root().resources().containsKey(COMMITTED)) {
                throw new EventStoreException("A unit of work appends once");
            }
        });
    }

    private static DomainEventMessage<?> inStream(EventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> inStream) {
            return inStream;
        }
        throw new EventStoreException(event.getPayloadType().getName() + " was published outside of any stream");
    }

    private static void bind(PreparedStatement insert, NewEvent event) throws SQLException {
        insert.setObject(1, event.id());
        insert.setString(2, event.streamId());
        insert.setLong(3, event.streamSequence());
        insert.setString(4, event.name());
        insert.setInt(5, event.revision());
        insert.setLong(6, event.occurredAt());
        insert.setObject(7, event.subject(), Types.OTHER);
        insert.setBytes(8, event.payload());
        insert.setBytes(9, event.metadata());
        insert.setBoolean(10, event.streamSequence() == 0);
        insert.setString(11, event.streamId());
        insert.setLong(12, event.streamSequence() - 1);
    }

    private static AxonException conflict(DomainEventMessage<?> event) {
        var where = event.getAggregateIdentifier() + " at " + event.getSequenceNumber();
        return event.getSequenceNumber() == 0
                ? new AggregateStreamCreationException("Somebody else has begun " + where)
                : new ConcurrencyException("Somebody else has appended to " + where);
    }

    @Override
    public DomainEventStream readEvents(String streamId, long firstSequence) {
        var last = new AtomicLong(firstSequence - 1);
        var messages = pages(streamPage(streamId, firstSequence),
                page -> streamPage(streamId, page.getLast().streamSequence() + 1))
                .peek(event -> last.set(event.streamSequence()))
                .flatMap(event -> decoder.decode(event).stream());
        return DomainEventStream.of(messages, last::get);
    }

    private List<StoredEvent> streamPage(String streamId, long firstSequence) {
        return onConnection("Reading " + streamId, connection -> {
            try (var statement = connection.prepareStatement(READ_STREAM)) {
                statement.setString(1, streamId);
                statement.setLong(2, firstSequence);
                List<StoredEvent> events = new ArrayList<>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        events.add(EventTable.event(rows));
                    }
                }
                return events;
            }
        });
    }

    /** All events from the first page on; a page that isn't full is the last. */
    private static Stream<StoredEvent> pages(List<StoredEvent> first, Function<List<StoredEvent>, List<StoredEvent>> next) {
        return Stream.iterate(first, page -> !page.isEmpty(),
                page -> page.size() < PAGE_EVENTS ? List.of() : next.apply(page)).flatMap(List::stream);
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String streamId) {
        return onConnection("Reading " + streamId, connection -> {
            try (var statement = connection.prepareStatement(LAST_SEQUENCE)) {
                statement.setString(1, streamId);
                try (var row = statement.executeQuery()) {
                    row.next();
                    return Optional.ofNullable(row.getObject(1, Long.class));
                }
            }
        });
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        onConnection("Storing a snapshot of " + snapshot.getAggregateIdentifier(),
                connection -> snapshots.store(connection, snapshot));
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String streamId) {
        return onConnection("Reading the snapshot of " + streamId, connection -> snapshots.read(connection, streamId));
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token,
            boolean mayBlock) {
        return Stream.iterate(page(token), page -> !page.events().isEmpty(),
                        page -> page(page.events().getLast().position()))
                .flatMap(page -> page.events().stream())
                .flatMap(event -> decoder.decode(event).stream());
    }

    private Page page(@Nullable TrackingToken after) {
        return reader.read(after == null ? EventPosition.START : (EventPosition) after, EventFilter.ALL, PAGE_EVENTS,
                PAGE_BYTES);
    }

    @Override
    public TrackingToken createTailToken() {
        return EventPosition.START;
    }

    @Override
    public TrackingToken createHeadToken() {
        return reader.head();
    }

    @Override
    public TrackingToken createTokenAt(Instant instant) {
        return reader.before(instant);
    }

    private <T> T onConnection(String attempt, Work<T> work) {
        try (var connection = connections.getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw EventTable.failure(attempt, e);
        }
    }

    private interface Restoring extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
