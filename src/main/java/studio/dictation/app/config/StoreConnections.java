package studio.dictation.app.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import studio.dictation.app.settings.PostgresAddress;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.settings.StoreAddresses;

/** Tells Spring Boot where the stores are. */
@Configuration(proxyBeanMethods = false)
class StoreConnections {
    @Bean
    JdbcConnectionDetails postgres(StoreAddresses stores) {
        return new Postgres(stores.postgres());
    }

    private record Postgres(PostgresAddress address) implements JdbcConnectionDetails {
        @Override
        public String getJdbcUrl() {
            return address.url();
        }

        @Override
        public @Nullable String getUsername() {
            return address.user();
        }

        @Override
        public @Nullable String getPassword() {
            Secret password = address.password();
            return password == null ? null : password.value();
        }
    }
}
