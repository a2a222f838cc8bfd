package studio.dictation.app.expiry;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.web.Commands;
import studio.dictation.command.membership.ExpirePlan;

/**
 * Ends of plans, kept in PostgreSQL, each of which one node looks at when it has come. There is a timer for every end that was ever
 * said, also where a later one took its place: whoever looks finds that the plan still runs, and that is all. So setting one never
 * meets one that is being worked on.
 */
public final class PlanTimers implements AutoCloseable {
    static final String TASK = "expire-plan";
    static final String TABLE = "plan_timer";

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final int THREADS = 2;
    private static final int LENGTH_OF_ID = 36;

    private static final String OLDEST = "SELECT min(execution_time) FROM " + TABLE;

    private final JdbcClient timers;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Commands commands;

    /**
     * Prepares them; nothing runs before {@link #start}.
     *
     * @param node name of this node, new at every start
     */
    public PlanTimers(DataSource connections, Clock clock, Commands commands, String node) {
        this.timers = JdbcClient.create(connections);
        this.clock = clock;
        this.commands = commands;
        var task = Tasks.custom(TASK, Void.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
                .onDeadExecutionRevive()
                .execute(this::look);
        this.scheduler = Scheduler.create(connections, List.of(task))
                .tableName(TABLE)
                .clock(clock::instant)
                .schedulerName(new SchedulerName.Fixed(node))
                .threads(THREADS)
                .pollingInterval(POLL)
                .heartbeatInterval(HEARTBEAT)
                .shutdownMaxWait(STOP)
                // The name of the failed task is enough, an exception may quote anything.
                .failureLogging(LogLevel.WARN, false)
                .build();
    }

    /** Looks at an account's plan at that instant; the same again changes nothing. */
    void set(UUID accountId, Instant at) {
        scheduler.scheduleIfNotExists(new TaskInstance<>(TASK, nameOf(accountId, at)), at);
    }

    /** Begins to look at plans whose end has come. */
    public void start() {
        scheduler.start();
    }

    /** Finishes what is being looked at. */
    @Override
    public void close() {
        if (!scheduler.getSchedulerState().isShuttingDown()) {
            scheduler.stop();
        }
    }

    /** For how long the plan has not been looked at whose turn it has been longest; zero when none is late. */
    public Duration overdue() {
        return timers.sql(OLDEST)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(due -> Duration.between(due.toInstant(), clock.instant()))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    private CompletionHandler<Void> look(TaskInstance<Void> timer, ExecutionContext context) {
        var account = UUID.fromString(timer.getId().substring(0, LENGTH_OF_ID));
        var outcome = commands.sendEach(List.of(List.of(new ExpirePlan(account)))).getFirst();
        outcome.orThrow();
        // Woken by a clock that is ahead of the one that decides. Another end has a timer of its own.
        return outcome.result() instanceof Instant later && timer.getId().equals(nameOf(account, later))
                ? (complete, timers) -> timers.reschedule(complete, later)
                : new CompletionHandler.OnCompleteRemove<>();
    }

    private static String nameOf(UUID accountId, Instant at) {
        return accountId + "@" + at.toEpochMilli();
    }
}
