package studio.dictation.app.config;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import studio.dictation.app.automation.Automations;
import studio.dictation.app.billing.Inbox;
import studio.dictation.app.expiry.PlanTimers;
import studio.dictation.app.ledger.Sealer;
import studio.dictation.app.metrics.Backlogs;
import studio.dictation.app.metrics.CommandMeters;
import studio.dictation.app.metrics.ProjectionMeters;
import studio.dictation.app.metrics.StateCollector;
import studio.dictation.app.rebuild.Overview;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.HorizonHealth;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.ProjectionEngine;
import studio.dictation.query.redis.RedisDatabases;

/** Wires the figures to what they are of. */
@Configuration(proxyBeanMethods = false)
class MetricsConfig {
    @Bean
    CommandMeters commandMeters(MeterRegistry meters) {
        return new CommandMeters(meters);
    }

    @Bean
    ProjectionMeters projectionMeters(MeterRegistry meters) {
        return new ProjectionMeters(Projections.ALL, meters);
    }

    @Bean
    Backlogs backlogs(
            @Qualifier("readerPool") HikariDataSource readerPool,
            EventReader reader,
            Clock clock,
            RedisDatabases redis,
            ProjectionEngine engine,
            Overview overview,
            Automations automations,
            Inbox inbox,
            PlanTimers timers,
            Sealer sealer) {
        return new Backlogs(
                () -> HorizonHealth.read(readerPool), reader, clock, redis, engine, overview, automations, inbox, timers, sealer);
    }

    @Bean
    SmartInitializingSingleton toldState(PrometheusRegistry registry, Backlogs backlogs) {
        return () -> registry.register(new StateCollector(backlogs));
    }
}
