package studio.dictation.app.web.usage;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.web.Queries;
import studio.dictation.command.kernel.Checks;
import studio.dictation.query.usage.GetUsage;
import studio.dictation.query.usage.UsageView;

/** U29 of the contract. */
@RestController
@RequestMapping("/user")
class UsageController {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");

    private final Queries queries;

    UsageController(Queries queries) {
        this.queries = queries;
    }

    @AdminOnly
    @GetMapping("/usage-stats")
    Usage usage(@RequestParam(defaultValue = "1") String days) {
        var wanted = days(days.strip());
        return Usage.of(wanted, queries.get(new GetUsage(wanted.max(BigInteger.ZERO).intValue()), UsageView.class));
    }

    /** contract U29: what is no number stands for one day, and none or fewer for no day. */
    private static BigInteger days(String given) {
        var days = WHOLE.matcher(given).matches() ? new BigInteger(given) : BigInteger.ONE;
        new Checks()
                .that(days.compareTo(BigInteger.valueOf(GetUsage.MOST_DAYS)) <= 0, "days", "must be at most " + GetUsage.MOST_DAYS)
                .orRefuse();
        return days;
    }

    /** The answer of U29; times in seconds, days of UTC in order. */
    record Usage(Summary summary, List<Active> dailyActiveUsers, List<Studied> dailyDuration, List<New> dailyNewUsers) {
        static Usage of(BigInteger days, UsageView view) {
            return new Usage(
                    Summary.of(days, view),
                    each(view, day -> new Active(day.date(), day.activeUsers())),
                    each(view, day -> new Studied(day.date(), day.studiedSeconds())),
                    each(view, day -> new New(day.date(), day.newUsers())));
        }

        private static <T> List<T> each(UsageView view, Function<UsageView.Day, T> figure) {
            return view.days().stream().map(figure).toList();
        }
    }

    /** All days together. */
    record Summary(long totalActiveUsers, BigDecimal totalDuration, double avgDailyDuration, long totalNewUsers, String period) {
        static Summary of(BigInteger days, UsageView view) {
            var average = view.days().isEmpty() ? 0 : view.studiedSeconds().doubleValue() / view.days().size();
            return new Summary(
                    view.activeUsers(), view.studiedSeconds(), average, view.newUsers(), "Last %s days".formatted(days));
        }
    }

    /** How many studied on a day. */
    record Active(LocalDate date, long activeUsers) {}

    /** How long was studied on a day. */
    record Studied(LocalDate date, BigDecimal duration) {}

    /** How many accounts were opened on a day. */
    record New(LocalDate date, long newUsers) {}
}
