package studio.dictation.query.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports.
 *
 * @param reports newest first
 * @param next    what the next ones were sent before, epoch milliseconds; null when these are the last
 */
public record ReportsView(List<ReportView> reports, @Nullable Long next) {}
