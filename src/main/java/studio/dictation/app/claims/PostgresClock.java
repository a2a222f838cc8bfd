package studio.dictation.app.claims;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import studio.dictation.command.billing.ProviderClock;

/** The clock of PostgreSQL, in milliseconds. */
@Component
class PostgresClock implements ProviderClock {
    private final JdbcClient jdbc;

    PostgresClock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Instant now() {
        return jdbc.sql("SELECT clock_timestamp()").query(OffsetDateTime.class).single().toInstant().truncatedTo(ChronoUnit.MILLIS);
    }
}
