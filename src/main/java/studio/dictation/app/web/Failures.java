package studio.dictation.app.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import studio.dictation.query.redis.ProjectionUnavailable;

/** Reads what failed out of exceptions that buses, transactions and futures have wrapped. */
public final class Failures {
    private static final int DEEPEST = 50;
    /** All that the connection pool says when a connection broke a moment ago and is used once more. */
    private static final String CLOSED = "Connection is closed";

    private Failures() {}

    /** The first of that type among the failure and its causes. */
    public static <T> Optional<T> find(@Nullable Throwable failure, Class<T> type) {
        return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Whether a store is out of reach or overloaded, so that the same request may succeed a little later. */
    static boolean isOutage(Throwable failure) {
        return causes(failure).anyMatch(Failures::saysOutage);
    }

    private static boolean saysOutage(Throwable failure) {
        return failure instanceof ProjectionUnavailable
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof QueryTimeoutException
                || failure instanceof CannotCreateTransactionException
                || failure instanceof SQLTransientConnectionException
                || (failure instanceof SQLException sql && isOutage(sql.getSQLState()))
                || (failure instanceof SQLException pooled && CLOSED.equals(pooled.getMessage()) && pooled.getSQLState() == null)
                // The Redis driver's own exceptions; its classes are known to query-side only.
                || failure.getClass().getName().startsWith("io.lettuce.core.Redis");
    }

    // SQLState 08: connection; 53: out of resources; 57: operator intervention (shutting down, starting, cancelled).
    private static boolean isOutage(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08") || sqlState.startsWith("53") || sqlState.startsWith("57"));
    }

    private static Stream<Throwable> causes(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
    }
}
