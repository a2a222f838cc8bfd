package studio.dictation.app.acts;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.acts.AdminActs.Outcome;
import studio.dictation.eventstore.PostgresTestStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdminActsIT {
    private static final UUID ADMIN = UUID.randomUUID();

    private final PostgresTestStore database = PostgresTestStore.create();
    private final JdbcClient store = JdbcClient.create(database.dataSource());
    private final AdminActs acts = new AdminActs(store);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void areRecordedBeforeTheyBegin() {
        var begun = acts.recorded(ADMIN, "try", "something", "why not", () -> only());

        assertThat(begun.outcome()).isEqualTo(AdminActs.BEGUN);
        assertThat(only().outcome()).isEqualTo(AdminActs.DONE);
        assertThat(only().reason()).isEqualTo("why not");
    }

    @Test
    void areRecordedWithWhatTheirResultMeans() {
        acts.recorded(ADMIN, "try", "something", null, () -> 7, seven -> new Outcome(AdminActs.REFUSED, "got " + seven));

        assertThat(only().outcome()).isEqualTo(AdminActs.REFUSED);
        assertThat(only().detail()).isEqualTo("got 7");
    }

    @Test
    void tellWhatBrokeOffByItsNameOnly() {
        assertThatThrownBy(() -> acts.recorded(ADMIN, "try", "something", null, () -> {
            throw new IllegalStateException("what somebody wrote");
        })).isInstanceOf(IllegalStateException.class);

        assertThat(only().outcome()).isEqualTo(AdminActs.FAILED);
        assertThat(only().detail()).isEqualTo("IllegalStateException");
    }

    @Test
    void thatWereDoneAreDoneThoughTheirOutcomeCannotBeRecorded() {
        assertThat(acts.<String>recorded(ADMIN, "try", "something", null, () -> {
            loseTheTable();
            return "done";
        })).isEqualTo("done");

        findTheTable();
        assertThat(only().outcome()).isEqualTo(AdminActs.BEGUN);
    }

    @Test
    void thatBrokeOffSayWhyThoughTheirOutcomeCannotBeRecorded() {
        assertThatThrownBy(() -> acts.recorded(ADMIN, "try", "something", null, () -> {
            loseTheTable();
            throw new ActRefused("not now");
        })).isInstanceOf(ActRefused.class).hasMessage("not now");
    }

    private AdminAct only() {
        assertThat(acts.newest(null, 2)).hasSize(1);
        return acts.newest(null, 1).getFirst();
    }

    private void loseTheTable() {
        store.sql("ALTER TABLE admin_act RENAME TO admin_act_out_of_reach").update();
    }

    private void findTheTable() {
        store.sql("ALTER TABLE admin_act_out_of_reach RENAME TO admin_act").update();
    }
}
