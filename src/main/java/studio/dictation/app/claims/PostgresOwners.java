package studio.dictation.app.claims;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import studio.dictation.query.audit.Owners;

/** Whose an e-mail address is, by who took it. */
@Component
class PostgresOwners implements Owners {
    private final JdbcClient jdbc;

    PostgresOwners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<UUID> of(String email) {
        return jdbc.sql("SELECT account_id FROM account_email WHERE email = ?").param(email).query(UUID.class).optional();
    }
}
