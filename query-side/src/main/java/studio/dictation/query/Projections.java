package studio.dictation.query;

import java.util.List;
import studio.dictation.query.catalog.CatalogVersionProjection;
import studio.dictation.query.catalog.ChannelProjection;
import studio.dictation.query.catalog.RefinementProjection;
import studio.dictation.query.catalog.TranscriptProjection;
import studio.dictation.query.catalog.VideoChannelsProjection;
import studio.dictation.query.catalog.VideoProjection;
import studio.dictation.query.engine.Projection;
import studio.dictation.query.feedback.AttachmentProjection;
import studio.dictation.query.feedback.FeedbackProjection;
import studio.dictation.query.identity.AccountProjection;
import studio.dictation.query.membership.PlanProjection;
import studio.dictation.query.membership.QuotaProjection;
import studio.dictation.query.progress.ProgressProjection;
import studio.dictation.query.progress.RemovedVideosProjection;
import studio.dictation.query.progress.StudyTimeProjection;
import studio.dictation.query.recommendation.RecommendationProjection;
import studio.dictation.query.report.ReportProjection;
import studio.dictation.query.session.SessionProjection;
import studio.dictation.query.vocabulary.VocabularyProjection;

/**
 * The read models, one per Redis database of the guide. The second number is the version of the layout, to be raised together
 * with what is written: docs/redis-layout.md says when.
 */
public final class Projections {
    /** Accounts, plans, quota, dictations, study time, feedback and reports: database 0. */
    public static final Projection LEARNERS = new Projection(
            "learners",
            0,
            2,
            true,
            changes -> List.of(
                    new AccountProjection(changes),
                    new PlanProjection(changes),
                    new QuotaProjection(changes),
                    new ProgressProjection(changes),
                    new StudyTimeProjection(changes),
                    new VocabularyProjection(changes),
                    new RecommendationProjection(changes),
                    new FeedbackProjection(changes),
                    new ReportProjection(changes),
                    new RemovedVideosProjection(changes)));

    /** Channels, videos, transcripts and images: database 1. */
    public static final Projection CATALOG = new Projection(
            "catalog",
            1,
            1,
            false,
            changes -> List.of(
                    new ChannelProjection(changes),
                    new VideoProjection(changes),
                    new VideoChannelsProjection(changes),
                    new RefinementProjection(changes),
                    new CatalogVersionProjection(changes),
                    new TranscriptProjection(changes),
                    new AttachmentProjection(changes)));

    /** Sign-ins taken back: database 2. */
    public static final Projection SESSIONS =
            new Projection("sessions", 2, 1, false, changes -> List.of(new SessionProjection(changes)));

    /** All of them. */
    public static final List<Projection> ALL = List.of(LEARNERS, CATALOG, SESSIONS);

    private Projections() {}
}
