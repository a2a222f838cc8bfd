package studio.dictation.query.engine;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A rebuild rests while somebody waits for answers, and only then. */
class BusyIT {
    private final PostgresTestStore store = PostgresTestStore.create();
    private final Node node = Node.started("a", TestRedis.shared(), store.dataSource());

    @AfterEach
    void close() {
        node.close();
        store.close();
    }

    @Test
    void whoeverAsksHowTheProjectionsAreDoingWaitsForNoAnswer() {
        await().atMost(Node.PATIENCE).until(() -> node.engine().unavailable().isEmpty() && !node.engine().isBusy());
    }

    @Test
    void whoeverReadsDoes() {
        awaitRest();

        node.engine().reads(Projections.LEARNERS.name()).strings(List.of());

        assertThat(node.engine().isBusy()).isTrue();
    }

    @Test
    void whoeverWritesDoes() {
        awaitRest();

        new GeneratedHistory(5, store.dataSource(), node.signal()).append(1);

        assertThat(node.engine().isBusy()).isTrue();
    }

    private void awaitRest() {
        node.awaitCaughtUp();
        await().atMost(Node.PATIENCE).until(() -> !node.engine().isBusy());
    }
}
