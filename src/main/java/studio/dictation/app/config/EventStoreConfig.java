package studio.dictation.app.config;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import studio.dictation.app.metrics.CommandMeters;
import studio.dictation.app.settings.PostgresAddress;
import studio.dictation.app.settings.StoreAddresses;
import studio.dictation.app.tracing.TracedAppends;
import studio.dictation.command.catalog.Video;
import studio.dictation.command.progress.DictationProgress;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.EventStoreSchema;
import studio.dictation.eventstore.PostgresEventStorageEngine;
import studio.dictation.eventstore.ServerStarts;
import studio.dictation.eventstore.SignallingEventStore;
import studio.dictation.eventstore.StoredTypes;
import studio.dictation.eventstore.Upcasters;

/** Wires the event store to PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class EventStoreConfig {
    /** Commands under way at once that need a connection; more of them wait for a moment. */
    static final int COMMAND_CONNECTIONS = 32;

    /** Each segment reads one page and, in a replay, the next. */
    private static final int READER_CONNECTIONS = 8;

    private static final Duration CONNECTION_PATIENCE = Duration.ofSeconds(3);
    private static final Duration VALIDATION_PATIENCE = Duration.ofSeconds(1);

    /** A command is a few short statements; a reader's page may be large. */
    private static final Duration COMMAND_SILENCE = Duration.ofSeconds(10);
    private static final Duration READER_SILENCE = Duration.ofSeconds(30);

    /** Commands take their connection when they write: what is decided from a cached aggregate holds none. */
    @Bean
    @Primary
    DataSource commandConnections(@Qualifier("commandPool") HikariDataSource commandPool) {
        return new LazyConnectionDataSourceProxy(commandPool);
    }

    @Bean(defaultCandidate = false)
    HikariDataSource commandPool(StoreAddresses stores, Cache aggregateCache) {
        var unpooled = unpooled(stores.postgres());
        EventStoreSchema.migrate(unpooled);
        EventRequirements.check(new StoredTypes(unpooled, EventNames.published(), Upcasters.published()));
        return pool("commands", COMMAND_CONNECTIONS,
                new ServerConnections(stores.postgres(), COMMAND_SILENCE, aggregateCache::removeAll));
    }

    @Bean(defaultCandidate = false)
    @DependsOn("commandPool") // which brings the tables up to date
    HikariDataSource readerPool(StoreAddresses stores, ServerStarts starts) {
        return pool("readers", READER_CONNECTIONS, new ServerConnections(stores.postgres(), READER_SILENCE, starts::another));
    }

    @Bean
    ServerStarts serverStarts() {
        return new ServerStarts();
    }

    @Bean
    PlatformTransactionManager transactions(DataSource commandConnections) {
        return new DataSourceTransactionManager(commandConnections);
    }

    @Bean
    TransactionManager axonTransactions(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    /** Within a command it is the transaction's connection: every unit of work begins a transaction of Spring's. */
    @Bean
    ConnectionProvider commandConnection(DataSource commandConnections) {
        return new SpringDataSourceConnectionProvider(commandConnections);
    }

    @Bean
    EventNames eventNames() {
        return EventNames.published();
    }

    @Bean
    EventDecoder eventDecoder(EventNames names) {
        return new EventDecoder(names, Upcasters.published().chain());
    }

    @Bean
    EventReader eventReader(@Qualifier("readerPool") HikariDataSource readerPool, ServerStarts starts) {
        return new EventReader(readerPool, starts);
    }

    @Bean
    AppendSignal appendSignal() {
        return new AppendSignal();
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            ConnectionProvider commandConnection, EventReader reader, EventNames names, EventDecoder decoder) {
        return new PostgresEventStorageEngine(
                commandConnection, reader, names, decoder,
                Map.of("progress", DictationProgress.class, "video", Video.class), EventStoreConfig::isIdle);
    }

    @Bean
    SignallingEventStore eventStore(
            EventStorageEngine engine, AppendSignal signal, CommandMeters meters, ObjectProvider<TracedAppends> traced) {
        var spans = traced.getIfAvailable();
        return new SignallingEventStore(engine, signal, spans == null
                ? meters
                : (events, append) -> meters.append(events, () -> spans.append(events, append)));
    }

    /** Name of this process among all that share the stores. */
    @Bean
    NodeName nodeName() {
        return new NodeName(UUID.randomUUID().toString());
    }

    private static boolean isIdle(Connection connection) throws SQLException {
        return connection.unwrap(PgConnection.class).getTransactionState() == TransactionState.IDLE;
    }

    private static HikariDataSource pool(String name, int size, DataSource connections) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(connections);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(CONNECTION_PATIENCE.toMillis());
        config.setValidationTimeout(VALIDATION_PATIENCE.toMillis());
        return new HikariDataSource(config);
    }

    private static DataSource unpooled(PostgresAddress address) {
        var unpooled = new DriverManagerDataSource(address.url());
        if (address.user() != null) {
            unpooled.setUsername(address.user());
        }
        var password = address.password();
        if (password != null) {
            unpooled.setPassword(password.value());
        }
        return unpooled;
    }
}
