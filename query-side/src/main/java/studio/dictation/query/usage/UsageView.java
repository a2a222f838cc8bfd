package studio.dictation.query.usage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * How much the service was used in some days in a row.
 *
 * @param activeUsers    learners who studied on any of the days
 * @param studiedSeconds how long, together; whole numbers have no decimals
 * @param newUsers       accounts that were opened
 * @param days           every day, in order
 */
public record UsageView(long activeUsers, BigDecimal studiedSeconds, long newUsers, List<Day> days) {
    /**
     * A day of UTC.
     *
     * @param date           which
     * @param activeUsers    learners who studied
     * @param studiedSeconds how long, together; whole numbers have no decimals
     * @param newUsers       accounts that were opened
     */
    public record Day(LocalDate date, long activeUsers, BigDecimal studiedSeconds, long newUsers) {}
}
