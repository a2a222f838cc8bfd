package studio.dictation.events.report;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.PersonalData;

/**
 * An administrator said what becomes of a report.
 *
 * @param accountId     the learner who reported
 * @param reportId      the report
 * @param status        {@code pending}, {@code resolved} or {@code rejected}, from here on
 * @param adminResponse what the learner is told, 1 to 4,000 characters, trimmed; absent while nothing was said
 * @param resolvedAt    since when the report is settled; absent while it is pending
 * @param occurredAt    when it was decided; UTC, milliseconds, server clock
 */
@PersonalData
@Revision("1")
public record ReportReviewed(
        UUID accountId,
        String reportId,
        String status,
        @Nullable String adminResponse,
        @Nullable Instant resolvedAt,
        Instant occurredAt)
        implements ReportEvent {}
