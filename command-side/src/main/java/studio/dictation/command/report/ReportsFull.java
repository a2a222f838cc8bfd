package studio.dictation.command.report;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses a report by a learner who has sent as many as may be. */
public final class ReportsFull extends Rejection {
    public static final String CODE = "reports-full";

    /** How many reports a learner sends at most. */
    public static final int MOST_REPORTS = 1_000;

    public ReportsFull() {
        super(Kind.CONFLICT, CODE, "Too many video error reports", List.of());
    }
}
