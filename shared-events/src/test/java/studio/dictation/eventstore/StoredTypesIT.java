package studio.dictation.eventstore;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.StoredTypes.Unreadable;

import static org.assertj.core.api.Assertions.assertThat;

class StoredTypesIT {
    private final PostgresTestStore store = PostgresTestStore.create();
    private final StoredTypes types =
            new StoredTypes(store.plainDataSource(), EventNames.published(), Upcasters.published());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void areAllReadableInAnEmptyStore() {
        assertThat(types.unreadable()).isEmpty();
    }

    @Test
    void areReadableInEveryRevisionThatWasEverStored() throws SQLException {
        for (var type : EventNames.published().all()) {
            store(type.name(), type.revision(), 2);
        }
        for (var earlier : Upcasters.published().readable()) {
            int at = earlier.indexOf('@');
            store(earlier.substring(0, at), Integer.parseInt(earlier.substring(at + 1)), 2);
        }
        assertThat(types.unreadable()).isEmpty();
    }

    @Test
    void areNamedAndCountedWhereNothingReadsThem() throws SQLException {
        store("progress.ProgressSaved", 1, 4);
        store("progress.ProgressSaved", 2, 3);
        store("membership.PlanGranted", 1, 1);
        store("membership.PlanGranted", 2, 1);
        store("membership.PlanGranted", 3, 1);
        store("aaa.Forgotten", 1, 2);
        store("zzz.Later", 1, 2);
        assertThat(types.unreadable()).containsExactly(
                new Unreadable("aaa.Forgotten", 1, 2), new Unreadable("membership.PlanGranted", 3, 1),
                new Unreadable("progress.ProgressSaved", 2, 3), new Unreadable("zzz.Later", 1, 2));
        assertThat(types.unreadable().get(1)).hasToString("membership.PlanGranted@3 (1 event)");
        assertThat(types.unreadable().getLast()).hasToString("zzz.Later@1 (2 events)");
    }

    @Test
    void areFoundWithoutReadingTheEvents() throws SQLException {
        for (var type : EventNames.published().all()) {
            store(type.name(), type.revision(), 400);
        }
        try (var connection = store.plainDataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute("ANALYZE event");
            try (var plan = statement.executeQuery("EXPLAIN " + StoredTypes.ALL)) {
                while (plan.next()) {
                    assertThat(plan.getString(1)).doesNotContain("Seq Scan on event", "Sort");
                }
            }
        }
    }

    /** As another version would have stored them; their streams are no ledger's. */
    private void store(String name, int revision, int count) throws SQLException {
        try (var connection = store.dataSource().getConnection();
                var insert = connection.prepareStatement("INSERT INTO event (stream_sequence, occurred_at, revision, event_id,"
                        + " stream_id, name, payload, metadata) SELECT number, 0, ?, gen_random_uuid(), 'other:' || ?, ?,"
                        + " '{}', '{}' FROM generate_series(1, ?) number")) {
            insert.setInt(1, revision);
            insert.setString(2, name + revision);
            insert.setString(3, name);
            insert.setInt(4, count);
            insert.executeUpdate();
        }
    }
}
