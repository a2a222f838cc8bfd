package studio.dictation.query.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/**
 * Answers what learners reported. A page of all reports takes two round trips, however many there are. A learner's record that
 * can't be read is left out of it and logged, so that one of them never hides the others.
 */
public final class ReportQueries {
    private static final Logger LOG = LoggerFactory.getLogger(ReportQueries.class);

    private final Reads learners;

    /** @param learners database 0 */
    public ReportQueries(Reads learners) {
        this.learners = learners;
    }

    @QueryHandler
    @Nullable ReportsView handle(GetReports query) {
        var stored = learners.hash(Key.user(query.email()), Field.ACCOUNT_ID, Field.VIDEO_ERROR_REPORTS);
        return stored.exists() ? new ReportsView(reports(stored), null) : null;
    }

    @QueryHandler
    ReportsView handle(FindReports query) {
        var newest = learners.highest(Key.NEWEST_ERROR_REPORTS, Key.ERROR_REPORTS, query.before(), query.most());
        var emails = newest.stream().map(Reads.Entered::text).distinct().toList();
        Map<String, ReportView> byId = new HashMap<>();
        learners.hashes(emails.stream().map(Key::user).toList(), Field.ACCOUNT_ID, Field.VIDEO_ERROR_REPORTS)
                .forEach(account -> readable(account).forEach(report -> byId.put(report.id(), report)));
        var reports = newest.stream().map(entry -> byId.get(entry.member())).filter(Objects::nonNull).toList();
        return new ReportsView(reports, newest.size() < query.most() ? null : newest.getLast().score());
    }

    static List<ReportView> readable(Document account) {
        try {
            return reports(account);
        } catch (RuntimeException broken) {
            // Its message may quote what is stored, which holds personal data.
            LOG.warn("Left out of a list of reports, as it can't be read: {} ({})",
                    account.text(Field.ACCOUNT_ID, "without id"), broken.getClass().getSimpleName());
            return List.of();
        }
    }

    private static List<ReportView> reports(Document account) {
        return Objects.requireNonNullElse(account.value(Field.VIDEO_ERROR_REPORTS, Reports.CODEC), List.of());
    }
}
