package studio.dictation.eventstore;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventStoreSchemaIT {
    @Test
    void isLeftAloneWhenItIsThereAlready() throws SQLException {
        try (var store = PostgresTestStore.create()) {
            EventStoreSchema.migrate(store.plainDataSource());
            Transaction.append(store.dataSource(), Samples.event(Samples.LEARNER, 0));
        }
    }

    @Test
    void refusesOneThatANewerProgramHasUpgraded() throws SQLException {
        try (var store = PostgresTestStore.create()) {
            try (var connection = store.plainDataSource().getConnection(); var statement = connection.createStatement()) {
                statement.execute("INSERT INTO flyway_schema_history SELECT installed_rank + 1000, '4711', description, type,"
                        + " 'V4711__later.sql', checksum, installed_by, now(), 0, true FROM flyway_schema_history"
                        + " WHERE version = '2'");
            }
            assertThatThrownBy(() -> EventStoreSchema.migrate(store.plainDataSource()))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("4711").hasMessageContaining("newer");
        }
    }
}
