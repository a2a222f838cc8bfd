package studio.dictation.command.report;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;

/**
 * Says what becomes of a report; nothing happens if that was said already. Refused with {@link ReportUnknown} when there is no
 * such report.
 *
 * @param reportId      the report
 * @param status        {@code pending}, {@code resolved} or {@code rejected}
 * @param adminResponse what the learner is told, at most 4,000 characters; trimmed. Null or blank: what was said before
 */
public record ReviewReport(String reportId, String status, @Nullable String adminResponse) implements Command {
    static final String PENDING = "pending";

    private static final Set<String> STATUSES = Set.of(PENDING, "resolved", "rejected");
    private static final int LONGEST = 4_000;

    public ReviewReport {
        new Checks()
                .that(STATUSES.contains(status), "status", "must be pending, resolved or rejected")
                .orRefuse("Invalid status");
        var response = Objects.requireNonNullElse(adminResponse, "").strip();
        new Checks().text("adminResponse", response, 0, LONGEST).orRefuse();
        adminResponse = response.isEmpty() ? null : response;
    }

    @Override
    public String streamId() {
        return ErrorReport.streamId(ErrorReport.millis(reportId).orElseThrow(ReportUnknown::new));
    }

    @Override
    public String toString() {
        return "ReviewReport[%s]".formatted(status);
    }
}
