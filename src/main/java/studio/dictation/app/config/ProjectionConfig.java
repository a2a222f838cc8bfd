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
import studio.dictation.query.catalog.CatalogCountQueries;
import studio.dictation.query.catalog.ChannelQueries;
import studio.dictation.query.catalog.EditingQueries;
import studio.dictation.query.catalog.RandomVideoQueries;
import studio.dictation.query.catalog.StudiedVideoQueries;
import studio.dictation.query.catalog.TaggedQueries;
import studio.dictation.query.catalog.TranscriptQueries;
import studio.dictation.query.catalog.VideoQueries;
import studio.dictation.query.code.CodeQueries;
import studio.dictation.query.engine.EngineObserver;
import studio.dictation.query.engine.EngineSettings;
import studio.dictation.query.engine.Expected;
import studio.dictation.query.engine.ProjectionEngine;
import studio.dictation.query.feedback.FeedbackQueries;
import studio.dictation.query.identity.AccountListQueries;
import studio.dictation.query.identity.AccountQueries;
import studio.dictation.query.membership.PlanQueries;
import studio.dictation.query.membership.QuotaQueries;
import studio.dictation.query.progress.CompletionQueries;
import studio.dictation.query.progress.ProgressQueries;
import studio.dictation.query.recommendation.RecommendationQueries;
import studio.dictation.query.redis.RedisAddress;
import studio.dictation.query.redis.RedisDatabases;
import studio.dictation.query.report.ReportQueries;
import studio.dictation.query.session.SessionQueries;
import studio.dictation.query.usage.UsageQueries;
import studio.dictation.query.vocabulary.VocabularyQueries;

/** Wires the projections to Redis, and the queries to the projections. */
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

    @Bean(destroyMethod = "")
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

    @Bean
    AccountQueries accountQueries(ProjectionEngine engine, Clock clock) {
        return new AccountQueries(engine.reads(Projections.LEARNERS.name()), clock);
    }

    @Bean
    AccountListQueries accountListQueries(ProjectionEngine engine, Clock clock) {
        return new AccountListQueries(engine.reads(Projections.LEARNERS.name()), clock);
    }

    @Bean
    PlanQueries planQueries(ProjectionEngine engine) {
        return new PlanQueries(engine.reads(Projections.LEARNERS.name()));
    }

    @Bean
    QuotaQueries quotaQueries(ProjectionEngine engine, Clock clock) {
        return new QuotaQueries(engine.reads(Projections.LEARNERS.name()), clock);
    }

    @Bean
    CodeQueries codeQueries(ProjectionEngine engine, Clock clock) {
        return new CodeQueries(engine.reads(Projections.LEARNERS.name()), clock);
    }

    @Bean
    ProgressQueries progressQueries(ProjectionEngine engine) {
        return new ProgressQueries(engine.reads(Projections.LEARNERS.name()));
    }

    @Bean
    CompletionQueries completionQueries(ProjectionEngine engine) {
        return new CompletionQueries(engine.reads(Projections.LEARNERS.name()));
    }

    @Bean
    VocabularyQueries vocabularyQueries(ProjectionEngine engine) {
        return new VocabularyQueries(engine.reads(Projections.LEARNERS.name()));
    }

    @Bean
    UsageQueries usageQueries(ProjectionEngine engine, Clock clock) {
        return new UsageQueries(engine.reads(Projections.LEARNERS.name()), clock);
    }

    @Bean
    RecommendationQueries recommendationQueries(ProjectionEngine engine) {
        return new RecommendationQueries(engine.reads(Projections.LEARNERS.name()));
    }

    @Bean
    FeedbackQueries feedbackQueries(ProjectionEngine engine) {
        return new FeedbackQueries(engine.reads(Projections.LEARNERS.name()), engine.reads(Projections.CATALOG.name()));
    }

    @Bean
    ReportQueries reportQueries(ProjectionEngine engine) {
        return new ReportQueries(engine.reads(Projections.LEARNERS.name()));
    }

    @Bean
    ChannelQueries channelQueries(ProjectionEngine engine) {
        return new ChannelQueries(engine.reads(Projections.CATALOG.name()));
    }

    @Bean
    VideoQueries videoQueries(ProjectionEngine engine) {
        return new VideoQueries(engine.reads(Projections.CATALOG.name()));
    }

    @Bean
    TranscriptQueries transcriptQueries(ProjectionEngine engine) {
        return new TranscriptQueries(engine.reads(Projections.CATALOG.name()));
    }

    @Bean
    TaggedQueries taggedQueries(ProjectionEngine engine, ChannelQueries channels, VideoQueries videos) {
        return new TaggedQueries(engine.answers(Projections.CATALOG.name()), channels, videos);
    }

    @Bean
    CatalogCountQueries catalogCountQueries(ProjectionEngine engine) {
        return new CatalogCountQueries(engine.reads(Projections.CATALOG.name()));
    }

    @Bean
    RandomVideoQueries randomVideoQueries(ProjectionEngine engine) {
        return new RandomVideoQueries(engine.reads(Projections.CATALOG.name()));
    }

    @Bean
    StudiedVideoQueries studiedVideoQueries(ProjectionEngine engine) {
        return new StudiedVideoQueries(engine.reads(Projections.CATALOG.name()));
    }

    @Bean
    EditingQueries editingQueries(ProjectionEngine engine) {
        return new EditingQueries(engine.reads(Projections.CATALOG.name()));
    }

    @Bean
    SessionQueries sessionQueries(ProjectionEngine engine) {
        return new SessionQueries(engine.reads(Projections.SESSIONS.name()));
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
