package studio.dictation.app.claims;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import studio.dictation.command.identity.EmailClaims;
import studio.dictation.command.kernel.Email;

/** E-mail addresses, on the connection of the running transaction. */
@Component
class PostgresEmailClaims implements EmailClaims {
    private final JdbcClient jdbc;

    PostgresEmailClaims(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean claim(Email email, UUID accountId) {
        // Waits for another transaction that is taking the address, and takes it should that one roll back.
        boolean taken = jdbc.sql("INSERT INTO account_email (email, account_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
                        .params(email.value(), accountId)
                        .update()
                == 1;
        return taken
                || jdbc.sql("SELECT account_id = ? FROM account_email WHERE email = ?")
                        .params(accountId, email.value())
                        .query(Boolean.class)
                        .single();
    }
}
