package studio.dictation.events.report;

import studio.dictation.events.AboutAccount;

/** What happens to a learner's report that something is wrong with a video. */
public sealed interface ReportEvent extends AboutAccount permits ErrorReported, ReportReviewed {}
