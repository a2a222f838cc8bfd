package studio.dictation.eventstore;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.Samples.LinesTyped;

import static org.assertj.core.api.Assertions.assertThat;

class CommandCostIT {
    private static final int COMMANDS = 10;

    @SuppressWarnings("UnusedMethod") // Axon calls it
    private static final class Progress {
        @AggregateIdentifier
        private @Nullable String id;

        void type(UUID learner) {
            AggregateLifecycle.apply(Samples.typed(learner));
        }

        @EventSourcingHandler
        void on(LinesTyped event) {
            id = Samples.stream(event.accountId());
        }
    }

    @Test
    void isOneInsertInATransactionWhenTheAggregateIsCached() throws Exception {
        try (var database = PostgresTestStore.create(); var transaction = Transaction.begin(database.dataSource())) {
            var store = new SignallingEventStore(transaction.engine(), new AppendSignal());
            var progress = CachingEventSourcingRepository.builder(Progress.class).eventStore(store)
                    .cache(new WeakReferenceCache()).build();
            var learner = UUID.randomUUID();
            var begin = DefaultUnitOfWork.startAndGet(null);
            var cached = progress.newInstance(() -> {
                var aggregate = new Progress();
                aggregate.type(learner);
                return aggregate;
            });
            begin.commit();
            transaction.commit();
            execute(database, "CREATE EXTENSION pg_stat_statements; SELECT pg_stat_statements_reset()");
            for (int i = 0; i < COMMANDS; i++) {
                var work = DefaultUnitOfWork.startAndGet(null);
                progress.load(Samples.stream(learner)).execute(aggregate -> aggregate.type(learner));
                work.commit();
                transaction.commit();
            }
            assertThat(cached.identifierAsString()).isEqualTo(Samples.stream(learner));
            assertThat(statements(database)).isEqualTo(Map.of("BEGIN", COMMANDS, "INSERT", COMMANDS));
            store.shutDown();
        }
    }

    private static void execute(PostgresTestStore database, String sql) throws SQLException {
        try (var connection = database.plainDataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Calls by first word, of what ran in this database since the reset; the driver's COMMIT goes unlisted. */
    private static Map<String, Integer> statements(PostgresTestStore database) throws SQLException {
        Map<String, Integer> calls = new HashMap<>();
        try (var connection = database.plainDataSource().getConnection(); var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT split_part(query, ' ', 1), calls FROM pg_stat_statements s"
                        + " JOIN pg_database d ON d.oid = s.dbid WHERE datname = current_database()"
                        + " AND query NOT LIKE '%pg_stat_statements_reset%' AND query NOT LIKE 'SET %'")) {
            while (row.next()) {
                calls.merge(row.getString(1), row.getInt(2), Integer::sum);
            }
        }
        return calls;
    }
}
