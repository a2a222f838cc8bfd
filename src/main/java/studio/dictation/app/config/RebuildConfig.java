package studio.dictation.app.config;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.acts.AdminActs;
import studio.dictation.app.rebuild.LearnerRebuilds;
import studio.dictation.app.rebuild.Overview;
import studio.dictation.app.rebuild.Rebuilds;
import studio.dictation.app.settings.Settings;
import studio.dictation.eventstore.EventReader;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.ProjectionEngine;

/** Wires rebuilds to the projections that run on this node. */
@Configuration(proxyBeanMethods = false)
class RebuildConfig {
    private static final Duration LEASE = Duration.ofSeconds(5);

    @Bean
    Rebuilds rebuilds(
            ProjectionEngine engine,
            EventReader reader,
            JdbcClient jdbc,
            AdminActs acts,
            NodeName node,
            Clock clock,
            Settings settings) {
        return new Rebuilds(
                Projections.ALL, engine, reader, jdbc, acts, node.value(), clock, LEASE, settings.projectionsKeptFor());
    }

    @Bean
    LearnerRebuilds learnerRebuilds(ProjectionEngine engine, AdminActs acts) {
        return new LearnerRebuilds(engine, acts);
    }

    @Bean
    Overview overview(Rebuilds rebuilds) {
        return rebuilds.overview();
    }

    /** They go on when projections run, and are left before these stop. */
    @Bean
    SmartLifecycle runningRebuilds(Rebuilds rebuilds, Settings settings) {
        return new SendsCommands(settings.role().works(), rebuilds::start, rebuilds::close);
    }
}
