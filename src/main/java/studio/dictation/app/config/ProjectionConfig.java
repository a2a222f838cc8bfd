package studio.dictation.app.config;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import studio.dictation.app.metrics.ProjectionMeters;
import studio.dictation.app.metrics.TimedVisibility;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.settings.StoreAddresses;
import studio.dictation.app.tracing.TracedBatches;
import studio.dictation.app.web.ParkedLearners;
import studio.dictation.app.web.Visibility;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.EngineObserver;
import studio.dictation.query.engine.EngineSettings;
import studio.dictation.query.engine.Expected;
import studio.dictation.query.engine.ProjectionEngine;
import studio.dictation.query.redis.RedisAddress;
import studio.dictation.query.redis.RedisDatabases;

/** Wires the projections to Redis and to the event store. */
@Configuration(proxyBeanMethods = false)
class ProjectionConfig {
    /** On existing data projections are readable within this time, unless they have much to catch up with. */
    private static final Duration USUAL_START = Duration.ofSeconds(2);

    @Bean
    RedisDatabases redisDatabases(StoreAddresses stores) {
        var redis = stores.redis();
        Secret password = redis.password();
        var databases = new RedisDatabases(
                new RedisAddress(redis.host(), redis.port(), password == null ? null : password.value()));
        RedisRequirements.check(databases.factory(0));
        return databases;
    }

    @Bean
    ProjectionEngine projectionEngine(
            Settings settings,
            NodeName node,
            RedisDatabases databases,
            EventReader reader,
            EventDecoder decoder,
            EventNames names,
            AppendSignal signal,
            Clock clock,
            ProjectionMeters meters,
            ObjectProvider<TracedBatches> traced) {
        return new ProjectionEngine(
                Projections.ALL,
                EngineSettings.of(node.value(), settings.projectionSegments()),
                databases,
                reader,
                decoder,
                names,
                signal,
                clock,
                Observers.of(Stream.<EngineObserver>concat(Stream.of(meters), traced.stream()).toList()));
    }

    /**
     * Projections start before the first request is taken, and stop after the last one is answered. A node that only answers requests
     * watches those of other nodes.
     */
    @Bean
    SmartLifecycle runningProjections(ProjectionEngine engine, Settings settings) {
        return new RunningProjections(engine, settings.role().works() ? engine::start : engine::watch);
    }

    @Bean
    ProjectionExpectations projectionExpectations(ObjectProvider<ProjectionEngine> engine) {
        return new ProjectionExpectations(engine);
    }

    @Bean
    Visibility visibility(ProjectionEngine engine, MeterRegistry meters) {
        Visibility arrivals = (expectations, atMost) -> Visibility.Result.valueOf(engine.arrivals()
                .await(expectations.stream().map(Expected::parse).toList(), atMost)
                .name());
        return new TimedVisibility(arrivals, meters);
    }

    /** An account's events are one sequence. */
    @Bean
    ParkedLearners parkedLearners(ProjectionEngine engine) {
        return account -> engine.isParked(Projections.LEARNERS.name(), account.toString());
    }

    private static final class RunningProjections implements SmartLifecycle {
        private final ProjectionEngine engine;
        private final Runnable begin;
        private volatile boolean running;

        RunningProjections(ProjectionEngine engine, Runnable begin) {
            this.engine = engine;
            this.begin = begin;
        }

        @Override
        public void start() {
            begin.run();
            engine.awaitReadable(USUAL_START);
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            engine.close();
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return 0;
        }
    }
}
