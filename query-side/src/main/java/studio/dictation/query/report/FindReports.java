package studio.dictation.query.report;

import org.jspecify.annotations.Nullable;

/**
 * Asks for what all learners reported; answered with a {@link ReportsView}.
 *
 * @param before epoch milliseconds that it was sent before; null for the newest of all
 * @param most   how many reports at most, ≥ 1
 */
public record FindReports(@Nullable Long before, int most) {}
