package studio.dictation.app.claims;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import studio.dictation.app.security.AdminPresence;
import studio.dictation.command.identity.Admins;

/** The administrators, on the connection of the running transaction; one transaction at a time changes them. */
@Component
class PostgresAdmins implements Admins, AdminPresence {
    private final JdbcClient jdbc;

    PostgresAdmins(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean anyAdmin() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM admin)").query(Boolean.class).single();
    }

    @Override
    public boolean claimFirst(UUID accountId) {
        alone();
        if (anyAdmin()) {
            return false;
        }
        insert(accountId);
        return true;
    }

    @Override
    public void add(UUID accountId) {
        alone();
        insert(accountId);
    }

    @Override
    public boolean remove(UUID accountId) {
        alone();
        boolean removed = jdbc.sql("DELETE FROM admin WHERE account_id = ? AND EXISTS (SELECT FROM admin WHERE account_id <> ?)")
                        .params(accountId, accountId)
                        .update()
                == 1;
        return removed
                || jdbc.sql("SELECT NOT EXISTS (SELECT FROM admin WHERE account_id = ?)")
                        .param(accountId)
                        .query(Boolean.class)
                        .single();
    }

    private void insert(UUID accountId) {
        jdbc.sql("INSERT INTO admin (account_id) VALUES (?) ON CONFLICT DO NOTHING")
                .param(accountId)
                .update();
    }

    /** A lock on the table's name, held until the transaction ends; taking it gives the transaction no id. */
    private void alone() {
        jdbc.sql("SELECT pg_advisory_xact_lock('admin'::regclass::oid::bigint)::text")
                .query(String.class)
                .single();
    }
}
