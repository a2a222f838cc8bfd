package studio.dictation.app.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletionException;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.queryhandling.QueryExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import studio.dictation.query.redis.ProjectionUnavailable;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresTest {
    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "53300", "57P01", "57P03", "57014"})
    void countsThePassingStatesOfPostgresAsOutages(String state) {
        assertThat(Failures.isOutage(new IllegalStateException(new SQLException("secret", state)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "22001", "40001"})
    void countsNoMistakeAsAnOutage(String state) {
        assertThat(Failures.isOutage(new IllegalStateException(new SQLException("secret", state)))).isFalse();
    }

    @Test
    void findsOutagesInsideOfWhatTheBusesThrow() {
        var lost = new ProjectionUnavailable("learners", "is lost");

        assertThat(Failures.isOutage(new QueryExecutionException("wrapped", lost))).isTrue();
        assertThat(Failures.isOutage(new CommandExecutionException("wrapped", new SQLTransientConnectionException()))).isTrue();
        assertThat(Failures.isOutage(new CompletionException(new CannotCreateTransactionException("no connection")))).isTrue();
        assertThat(Failures.isOutage(new QueryTimeoutException("slow"))).isTrue();
        assertThat(Failures.isOutage(new io.lettuce.core.RedisConnectionException("refused"))).isTrue();
    }

    @Test
    void countsAConnectionAsLostThatItsPoolHasClosed() {
        assertThat(Failures.isOutage(new IllegalStateException(new SQLException("Connection is closed")))).isTrue();
    }

    @Test
    void callsABugABug() {
        assertThat(Failures.isOutage(new NullPointerException())).isFalse();
        assertThat(Failures.isOutage(new SQLException("no state"))).isFalse();
    }
}
