package studio.dictation.app;

import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import studio.dictation.app.settings.StoreAddresses;
import studio.dictation.eventstore.EventStoreSchema;

/** Tables like the shared service's in a schema where nobody works but one test. */
public final class OwnSchema {
    private OwnSchema() {}

    /** A new one, migrated. */
    public static DataSource create() {
        var service = RunningService.shared();
        var schema = "own_" + UUID.randomUUID().toString().replace("-", "");
        service.part(JdbcClient.class).sql("CREATE SCHEMA " + schema).update();
        var postgres = service.part(StoreAddresses.class).postgres();
        var password = postgres.password();
        var store = new DriverManagerDataSource(
                postgres.url() + (postgres.url().contains("?") ? "&" : "?") + "currentSchema=" + schema,
                String.valueOf(postgres.user()), password == null ? "" : password.value());
        EventStoreSchema.migrate(store);
        return store;
    }
}
