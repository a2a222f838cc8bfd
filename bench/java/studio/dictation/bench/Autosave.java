package studio.dictation.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.springframework.context.ApplicationContext;
import studio.dictation.command.identity.RegisterAccount;
import studio.dictation.command.identity.Role;
import studio.dictation.command.kernel.Email;

/** Bytes that the autosave of one changed line costs, whatever the length of the dictation and the history behind it. */
final class Autosave {
    private static final Map<String, String> METADATA = Map.of(
            "actor", UUID.randomUUID().toString(),
            "source", "http",
            "requestId", UUID.randomUUID().toString(),
            "correlationId", UUID.randomUUID().toString());

    private Autosave() {}

    static void measure(ApplicationContext service, HikariDataSource postgres, Report report) throws SQLException {
        var commands = service.getBean(CommandGateway.class);
        report.row("autosave of one line of 20, pg_column_size of the event row", bytes(commands, postgres, 20, 1), "≤ 900");
        report.row("autosave of one line of 200", bytes(commands, postgres, 200, 1), "≤ 900");
        report.row("autosave of one line of 2,000, 300th save", bytes(commands, postgres, 2_000, 300), "≤ 900");
        try (var connection = postgres.getConnection();
                var statement = connection.createStatement();
                var sizes = statement.executeQuery("SELECT pg_indexes_size('event') / greatest(count(*), 1),"
                        + " (SELECT coalesce(max(pg_column_size(snapshot.*)), 0) FROM snapshot) FROM event")) {
            sizes.next();
            report.row("beside it, index bytes per event", Report.number(sizes.getDouble(1)), "");
            report.row("beside it, largest snapshot (one per 250 saves, replaced)", Report.number(sizes.getDouble(2)), "");
        }
    }

    private static String bytes(CommandGateway commands, HikariDataSource postgres, int lines, int saves)
            throws SQLException {
        var account = UUID.randomUUID();
        commands.sendAndWait(new RegisterAccount(
                account, new Email("size-" + account + "@example.org"), "learner", "", null, Role.USER));
        var typed = Learners.lines(lines);
        commands.sendAndWait(Learners.save(account, typed));
        for (int i = 1; i <= saves; i++) {
            typed.put("7", "the quick brown fox corrected what it wrote for the %dth time".formatted(i));
            commands.sendAndWait(
                    GenericCommandMessage.asCommandMessage(Learners.save(account, typed)).andMetaData(METADATA));
        }
        try (var connection = postgres.getConnection();
                var statement = connection.prepareStatement("SELECT pg_column_size(event.*) FROM event WHERE subject = ?"
                        + " ORDER BY stream_sequence DESC LIMIT 1")) {
            statement.setObject(1, account);
            try (var size = statement.executeQuery()) {
                size.next();
                return Report.number(size.getDouble(1)) + " bytes";
            }
        }
    }
}
