package studio.dictation.query.engine;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventType;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;

import static org.assertj.core.api.Assertions.assertThat;

/** A long story of all features, applied while it goes on by nodes that come and go. */
class LongHistoryIT {
    private static final int EVENTS = 30_000;

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void leavesWhatItsReplayGives() throws SQLException {
        var first = Node.started(Node.settings("first", 4, 300), redis, store.dataSource(), Projections.ALL);
        var history = new GeneratedHistory(17, store.dataSource(), first.signal());
        history.appendInBulk(EVENTS / 2);
        first.close();
        history.appendInBulk(EVENTS / 4);
        try (var second = Node.started(Node.settings("second", 4, 300), redis, store.dataSource(), Projections.ALL)) {
            history.appendInBulk(EVENTS / 4);
            assertThat(storedNames()).as("every feature").isEqualTo(
                    new HashSet<>(EventNames.published().all().stream().map(EventType::name).toList()));
            second.assertEqualsReplay();
        }
    }

    private Set<String> storedNames() throws SQLException {
        Set<String> names = new HashSet<>();
        try (var connection = store.dataSource().getConnection();
                var rows = connection.createStatement().executeQuery("SELECT DISTINCT name FROM event")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
