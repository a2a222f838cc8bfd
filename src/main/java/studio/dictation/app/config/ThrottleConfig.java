package studio.dictation.app.config;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import studio.dictation.query.redis.Allowances;
import studio.dictation.query.redis.KnownPlaces;
import studio.dictation.query.redis.RedisDatabases;

/** Wires what is counted to Redis. */
@Configuration(proxyBeanMethods = false)
class ThrottleConfig {
    @Bean
    Allowances allowances(RedisDatabases databases, Clock clock) {
        return new Allowances(databases, clock);
    }

    @Bean
    KnownPlaces knownPlaces(RedisDatabases databases) {
        return new KnownPlaces(databases);
    }
}
