package studio.dictation.query.report;

import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.report.ErrorReported;
import studio.dictation.events.report.ReportReviewed;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

/** Owns {@code user:{email}.video_error_reports}, {@code idx:error_reports} and {@code idx:newest_error_reports}. */
public final class ReportProjection {
    private static final String PENDING = "pending";

    private final Changes changes;

    public ReportProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(ErrorReported event) {
        long sentAt = event.occurredAt().toEpochMilli();
        var report = new ReportView(event.reportId(), event.channelId(), event.channelName(), event.videoId(),
                event.videoTitle(), event.email(), event.username(), event.errorType(), event.description(), PENDING, sentAt,
                null, null);
        changes.hash(Key.user(event.accountId()))
                .update(Field.VIDEO_ERROR_REPORTS, Reports.CODEC, reports -> Reports.with(reports, report));
        changes.own(Key.ERROR_REPORTS, event.reportId(), event.accountId());
        changes.raise(Key.NEWEST_ERROR_REPORTS, event.reportId(), sentAt);
    }

    @EventHandler
    void on(ReportReviewed event) {
        var since = event.resolvedAt() == null ? null : event.resolvedAt().toEpochMilli();
        changes.hash(Key.user(event.accountId()))
                .update(Field.VIDEO_ERROR_REPORTS, Reports.CODEC, reports -> Reports.changed(reports, event.reportId(),
                        report -> report.reviewed(event.status(), since, event.adminResponse())));
    }
}
