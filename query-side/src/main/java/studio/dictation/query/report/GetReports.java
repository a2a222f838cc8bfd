package studio.dictation.query.report;

/**
 * Asks for what a learner reported; answered with a {@link ReportsView}, or nothing when there is no such account.
 *
 * @param email the learner's
 */
public record GetReports(String email) {}
