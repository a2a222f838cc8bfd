package studio.dictation.query.report;

import java.util.List;
import java.util.Objects;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.NewestOf;
import studio.dictation.query.redis.Reads;

/** Answers what learners reported. */
public final class ReportQueries {
    private final Reads learners;
    private final NewestOf<ReportView> newest;

    /** @param learners database 0 */
    public ReportQueries(Reads learners) {
        this.learners = learners;
        newest = new NewestOf<>(learners, Key.NEWEST_ERROR_REPORTS, Key.ERROR_REPORTS, Field.VIDEO_ERROR_REPORTS, Reports.CODEC,
                ReportView::id);
    }

    @QueryHandler
    @Nullable ReportsView handle(GetReports query) {
        var stored = learners.hash(Key.user(query.email()), Field.ACCOUNT_ID, Field.VIDEO_ERROR_REPORTS);
        return stored.exists() ? new ReportsView(reports(stored), null) : null;
    }

    @QueryHandler
    ReportsView handle(FindReports query) {
        var page = newest.read(query.before(), query.most());
        return new ReportsView(page.items().stream().map(NewestOf.Owned::item).toList(), page.next());
    }

    private static List<ReportView> reports(Document account) {
        return Objects.requireNonNullElse(account.value(Field.VIDEO_ERROR_REPORTS, Reports.CODEC), List.of());
    }
}
