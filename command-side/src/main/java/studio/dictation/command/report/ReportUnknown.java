package studio.dictation.command.report;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses to review a report that nobody made. */
public final class ReportUnknown extends Rejection {
    public static final String CODE = "report-unknown";

    ReportUnknown() {
        super(Kind.NOT_FOUND, CODE, "Video error report not found", List.of());
    }
}
