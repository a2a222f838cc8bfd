package studio.dictation.app.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import studio.dictation.app.acts.ActRefused;
import studio.dictation.app.acts.AdminAct;
import studio.dictation.app.acts.AdminActs;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.GeneratedHistory;
import studio.dictation.query.engine.Node;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.redis.Generations;
import studio.dictation.query.redis.Key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class RebuildsIT {
    private static final String LEARNERS = Projections.LEARNERS.name();
    private static final UUID ADMIN = UUID.randomUUID();
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration LEASE = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofHours(24);

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final Node node = Node.started("a", redis, store.dataSource());
    private final GeneratedHistory history = new GeneratedHistory(31, store.dataSource(), node.signal());
    private final List<Rebuilds> all = new ArrayList<>();
    private final Rebuilds rebuilds = rebuilds("a", store.dataSource(), LONG);

    @AfterEach
    void close() {
        all.forEach(Rebuilds::close);
        node.close();
        store.close();
    }

    @Test
    void fillAProjectionAnewThatIsWrittenMeanwhileAndTellWhoWantedIt() {
        history.append(300);
        node.awaitCaughtUp();
        var before = epoch();
        rebuilds.start();
        history.inBackground(5, () -> {
            var asked = rebuilds.rebuild(ADMIN, LEARNERS, "To see whether it works", false);
            assertThat(asked.phase()).isEqualTo("filling");
            assertThat(asked.requestedBy()).isEqualTo(ADMIN.toString());
            awaitPhase("done");
        });
        var done = last();
        assertThat(done.finishedAt()).isNotNull();
        assertThat(done.processed()).isPositive();
        assertThat(done.differences()).isNotNull().extracting(Differences::count).isEqualTo(0);
        assertThat(epoch()).isNotEqualTo(before);
        var view = rebuilds.overview().find(LEARNERS).orElseThrow();
        assertThat(view.kept()).isNotNull().extracting(ProjectionView.Kept::epoch).isEqualTo(before);
        await().atMost(PATIENCE).until(() -> acts("rebuild").getFirst().outcome().equals("done"));
        assertThat(acts("rebuild").getFirst().reason()).isEqualTo("To see whether it works");
        node.assertEqualsReplay();
    }

    @Test
    void runOneAtATimeForAProjection() {
        rebuilds.rebuild(ADMIN, LEARNERS, "first", false);
        assertThatThrownBy(() -> rebuilds.rebuild(ADMIN, LEARNERS, "second", false)).isInstanceOf(ActRefused.class);
        assertThatThrownBy(() -> rebuilds.rollback(ADMIN, LEARNERS, "back")).isInstanceOf(ActRefused.class);
        rebuilds.rebuild(ADMIN, Projections.CATALOG.name(), "another one", false);
        assertThat(acts("rebuild")).extracting(AdminAct::outcome).containsExactly("begun", "refused", "begun");
        rebuilds.start();
        awaitPhase("done");
        assertThat(acts("rollback")).extracting(AdminAct::outcome).containsExactly("refused");
    }

    @Test
    void moveNothingWhileTheyArePaused() {
        history.append(100);
        node.awaitCaughtUp();
        rebuilds.rebuild(ADMIN, LEARNERS, "x", false);
        assertThat(rebuilds.pause(ADMIN, LEARNERS, null).paused()).isTrue();
        assertThatThrownBy(() -> rebuilds.pause(ADMIN, LEARNERS, null)).isInstanceOf(ActRefused.class);
        rebuilds.start();
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> redis.in(Generations.SHADOW).dbsize() == 0);
        assertThat(last().phase()).isEqualTo("filling");
        assertThat(rebuilds.resume(ADMIN, LEARNERS, "go on").paused()).isFalse();
        awaitPhase("done");
        assertThatThrownBy(() -> rebuilds.resume(ADMIN, LEARNERS, null)).isInstanceOf(ActRefused.class);
    }

    @Test
    void leaveNothingBehindWhenTheyAreCancelled() {
        history.append(100);
        node.awaitCaughtUp();
        redis.in(0).sadd("planted", new byte[] {1});
        var before = epoch();
        rebuilds.start();
        rebuilds.rebuild(ADMIN, LEARNERS, "x", true);
        awaitPhase("holding");
        assertThat(redis.in(Generations.SHADOW).dbsize()).isPositive();
        assertThat(rebuilds.cancel(ADMIN, LEARNERS, null).phase()).isEqualTo("cancelled");
        assertThatThrownBy(() -> rebuilds.cancel(ADMIN, LEARNERS, null)).isInstanceOf(ActRefused.class);
        await().atMost(PATIENCE).until(() -> redis.in(Generations.SHADOW).dbsize() == 0);
        assertThat(epoch()).isEqualTo(before);
    }

    @Test
    void goLiveThoughTheyDifferOnceSomebodyHasSeenThat() {
        history.append(100);
        node.awaitCaughtUp();
        redis.in(0).sadd("planted", new byte[] {1});
        rebuilds.start();
        rebuilds.rebuild(ADMIN, LEARNERS, "x", true);
        awaitPhase("holding");
        var held = last().differences();
        assertThat(held).isEqualTo(new Differences(1, List.of(new Differences.Example("planted", "missing", List.of()))));
        assertThatThrownBy(() -> rebuilds.pause(ADMIN, LEARNERS, null)).isInstanceOf(ActRefused.class);
        history.append(30);
        rebuilds.resume(ADMIN, LEARNERS, null);
        awaitPhase("done");
        assertThat(last().differences()).isEqualTo(held);
        node.assertEqualsReplay();
    }

    @Test
    void goBackToWhatWasLiveBeforeAndShowWhatWasWrittenMeanwhile() {
        history.append(100);
        node.awaitCaughtUp();
        var first = epoch();
        assertThatThrownBy(() -> rebuilds.rollback(ADMIN, LEARNERS, "back")).isInstanceOf(ActRefused.class);
        rebuilds.start();
        rebuilds.rebuild(ADMIN, LEARNERS, "x", false);
        awaitPhase("done");
        var late = history.register();
        node.awaitCaughtUp();
        assertThat(rebuilds.rollback(ADMIN, LEARNERS, "back").kind()).isEqualTo("rollback");
        await().atMost(PATIENCE).until(() -> epoch().equals(first));
        awaitPhase("done");
        assertThat(node.engine().reads(LEARNERS).hash(Key.user(late.email())).exists()).isTrue();
        node.assertEqualsReplay();
    }

    @Test
    void keepWhatWasLiveBeforeForAWhile() {
        var brief = rebuilds("b", store.dataSource(), Duration.ZERO);
        brief.start();
        brief.rebuild(ADMIN, LEARNERS, "x", false);
        awaitPhase("done");
        await().atMost(PATIENCE).until(() -> redis.in(Generations.KEPT).dbsize() == 0);
        assertThat(brief.overview().find(LEARNERS).orElseThrow().kept()).isNull();
    }

    @Test
    void failWhereADatabaseTheyNeedHoldsKeysOfSomebodyElse() {
        redis.in(Generations.KEPT).set("mine", new byte[] {1});
        rebuilds.start();
        rebuilds.rebuild(ADMIN, LEARNERS, "x", false);
        awaitPhase("failed");
        assertThat(last().problem()).contains("somebody else");
        assertThat(redis.in(Generations.KEPT).get("mine")).isNotNull();
        await().atMost(PATIENCE).until(() -> acts("rebuild").getFirst().outcome().equals("failed"));
    }

    @Test
    void goOnThoughRedisIsEmptiedMeanwhile() {
        history.append(300);
        node.awaitCaughtUp();
        rebuilds.start();
        rebuilds.rebuild(ADMIN, LEARNERS, "x", false);
        await().atMost(PATIENCE).until(() -> redis.in(Generations.SHADOW).dbsize() > 0 || last().phase().equals("done"));
        redis.flushAll();
        awaitPhase("done");
        node.assertEqualsReplay();
    }

    @Test
    void areEitherCancelledOrDone() {
        history.append(50);
        node.awaitCaughtUp();
        rebuilds.start();
        for (int i = 0; i < 3; i++) {
            var before = epoch();
            int moment = i;
            rebuilds.rebuild(ADMIN, LEARNERS, "x", false);
            await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
                    .until(() -> Phase.of(phase()).ordinal() >= moment);
            var cancelled = cancelled();
            await().atMost(PATIENCE).until(() -> last().finishedAt() != null);
            assertThat(phase()).isEqualTo(cancelled ? "cancelled" : "done");
            assertThat(epoch().equals(before)).isEqualTo(cancelled);
            await().atMost(PATIENCE).until(() -> redis.in(Generations.SHADOW).dbsize() == 0);
        }
        node.assertEqualsReplay();
    }

    private boolean cancelled() {
        while (last().finishedAt() == null) {
            try {
                rebuilds.cancel(ADMIN, LEARNERS, null);
                return true;
            } catch (ActRefused aboutToGoLive) {
                assertThat(phase()).isIn("flipping", "done");
            }
        }
        return false;
    }

    /** Where the node that works on a rebuild is lost. */
    enum Lost { FILLING, CATCHING_UP, COMPARING, HOLDING, FLIPPING, FLIPPED }

    @ParameterizedTest
    @EnumSource
    void areEndedByAnotherNodeWhereverTheFirstIsLost(Lost at) {
        history.append(150);
        node.awaitCaughtUp();
        if (at == Lost.HOLDING) {
            redis.in(0).sadd("planted", new byte[] {1});
        }
        var before = epoch();
        var dead = new AtomicBoolean();
        var first = rebuilds("dying", new DyingStore(store.dataSource(), dead, () -> isAt(at, before)), LONG);
        first.start();
        rebuilds.rebuild(ADMIN, LEARNERS, "x", at == Lost.HOLDING);
        await().atMost(PATIENCE).untilTrue(dead);
        rebuilds.start();
        if (at == Lost.HOLDING) {
            await().atMost(PATIENCE).until(() -> owner().equals("a"));
            rebuilds.resume(ADMIN, LEARNERS, null);
        }
        awaitPhase("done");
        assertThat(epoch()).isNotEqualTo(before);
        await().atMost(PATIENCE).until(() -> redis.in(Generations.SHADOW).dbsize() == 0);
        assertThat(rebuilds.overview().find(LEARNERS).orElseThrow().kept())
                .as("flipped once").isNotNull().extracting(ProjectionView.Kept::epoch).isEqualTo(before);
        history.append(30);
        node.assertEqualsReplay();
    }

    private boolean isAt(Lost at, String before) {
        var phase = phase();
        return switch (at) {
            case FLIPPED -> phase.equals("flipping") && !before.equals(epoch());
            case FILLING, CATCHING_UP, COMPARING, HOLDING, FLIPPING -> phase.equals(at.name().toLowerCase(Locale.ROOT));
        };
    }

    private Rebuilds rebuilds(String name, DataSource jdbc, Duration keepFor) {
        var client = JdbcClient.create(jdbc);
        var made = new Rebuilds(Projections.ALL, node.engine(), new EventReader(store.dataSource()), client, new AdminActs(client), name,
                Clock.systemUTC(), LEASE, keepFor);
        all.add(made);
        return made;
    }

    private RebuildView last() {
        var rebuild = rebuilds.overview().find(LEARNERS).orElseThrow().rebuild();
        assertThat(rebuild).isNotNull();
        return rebuild;
    }

    private void awaitPhase(String phase) {
        await().atMost(PATIENCE).until(() -> phase().equals(phase));
    }

    private String phase() {
        return text("SELECT phase FROM projection_rebuild WHERE projection = 'learners' ORDER BY id DESC LIMIT 1");
    }

    private String owner() {
        return text("SELECT owner FROM projection_rebuild WHERE projection = 'learners' ORDER BY id DESC LIMIT 1");
    }

    private String text(String sql) {
        return JdbcClient.create(store.dataSource()).sql(sql).query(String.class).optional().orElse("");
    }

    private String epoch() {
        var live = node.engine().generations(LEARNERS).live();
        return live == null ? "" : live.epoch();
    }

    private List<AdminAct> acts(String act) {
        return new AdminActs(JdbcClient.create(store.dataSource())).newest(null, 100).stream()
                .filter(one -> one.act().equals(act)).toList();
    }

    /** PostgreSQL as a node sees it that is lost at some moment. */
    private static final class DyingStore extends DelegatingDataSource {
        private final AtomicBoolean dead;
        private final BooleanSupplier moment;

        DyingStore(DataSource store, AtomicBoolean dead, BooleanSupplier moment) {
            super(store);
            this.dead = dead;
            this.moment = moment;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (dead.get() || moment.getAsBoolean()) {
                dead.set(true);
                throw new SQLException("The node is dead");
            }
            return super.getConnection();
        }
    }
}
