package studio.dictation.app.config;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
import studio.dictation.query.engine.ProjectionEngine;
import studio.dictation.query.feedback.FeedbackQueries;
import studio.dictation.query.identity.AccountListQueries;
import studio.dictation.query.identity.AccountQueries;
import studio.dictation.query.membership.PlanQueries;
import studio.dictation.query.membership.QuotaQueries;
import studio.dictation.query.progress.CompletionQueries;
import studio.dictation.query.progress.ProgressQueries;
import studio.dictation.query.recommendation.RecommendationQueries;
import studio.dictation.query.redis.Reads;
import studio.dictation.query.report.ReportQueries;
import studio.dictation.query.session.SessionQueries;
import studio.dictation.query.usage.UsageQueries;
import studio.dictation.query.vocabulary.VocabularyQueries;

/** Wires the queries to the projections they read. */
@Configuration(proxyBeanMethods = false)
class QueryConfig {
    @Bean
    AccountQueries accountQueries(ProjectionEngine engine, Clock clock) {
        return new AccountQueries(learners(engine), clock);
    }

    @Bean
    AccountListQueries accountListQueries(ProjectionEngine engine, Clock clock) {
        return new AccountListQueries(learners(engine), clock);
    }

    @Bean
    PlanQueries planQueries(ProjectionEngine engine) {
        return new PlanQueries(learners(engine));
    }

    @Bean
    QuotaQueries quotaQueries(ProjectionEngine engine, Clock clock) {
        return new QuotaQueries(learners(engine), clock);
    }

    @Bean
    CodeQueries codeQueries(ProjectionEngine engine, Clock clock) {
        return new CodeQueries(learners(engine), clock);
    }

    @Bean
    ProgressQueries progressQueries(ProjectionEngine engine) {
        return new ProgressQueries(learners(engine));
    }

    @Bean
    CompletionQueries completionQueries(ProjectionEngine engine) {
        return new CompletionQueries(learners(engine));
    }

    @Bean
    VocabularyQueries vocabularyQueries(ProjectionEngine engine) {
        return new VocabularyQueries(learners(engine));
    }

    @Bean
    UsageQueries usageQueries(ProjectionEngine engine, Clock clock) {
        return new UsageQueries(learners(engine), clock);
    }

    @Bean
    RecommendationQueries recommendationQueries(ProjectionEngine engine) {
        return new RecommendationQueries(learners(engine));
    }

    @Bean
    FeedbackQueries feedbackQueries(ProjectionEngine engine) {
        return new FeedbackQueries(learners(engine), catalog(engine));
    }

    @Bean
    ReportQueries reportQueries(ProjectionEngine engine) {
        return new ReportQueries(learners(engine));
    }

    @Bean
    ChannelQueries channelQueries(ProjectionEngine engine) {
        return new ChannelQueries(catalog(engine));
    }

    @Bean
    VideoQueries videoQueries(ProjectionEngine engine) {
        return new VideoQueries(catalog(engine));
    }

    @Bean
    TranscriptQueries transcriptQueries(ProjectionEngine engine) {
        return new TranscriptQueries(catalog(engine));
    }

    @Bean
    TaggedQueries taggedQueries(ProjectionEngine engine, ChannelQueries channels, VideoQueries videos) {
        return new TaggedQueries(engine.answers(Projections.CATALOG.name()), channels, videos);
    }

    @Bean
    CatalogCountQueries catalogCountQueries(ProjectionEngine engine) {
        return new CatalogCountQueries(catalog(engine));
    }

    @Bean
    RandomVideoQueries randomVideoQueries(ProjectionEngine engine) {
        return new RandomVideoQueries(catalog(engine));
    }

    @Bean
    StudiedVideoQueries studiedVideoQueries(ProjectionEngine engine) {
        return new StudiedVideoQueries(catalog(engine));
    }

    @Bean
    EditingQueries editingQueries(ProjectionEngine engine) {
        return new EditingQueries(catalog(engine));
    }

    @Bean
    SessionQueries sessionQueries(ProjectionEngine engine) {
        return new SessionQueries(engine.reads(Projections.SESSIONS.name()));
    }

    private static Reads learners(ProjectionEngine engine) {
        return engine.reads(Projections.LEARNERS.name());
    }

    private static Reads catalog(ProjectionEngine engine) {
        return engine.reads(Projections.CATALOG.name());
    }
}
