package studio.dictation.query.usage;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import studio.dictation.query.redis.Days;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Numbers;
import studio.dictation.query.redis.Reads;
import studio.dictation.query.redis.Reads.Numbered;

/** Answers how much the service is used, from the figures of the days asked for and of no other. */
public final class UsageQueries {
    private static final int USERS = 0;
    private static final int MILLIS = 1;
    private static final int PREVIOUS = 2;

    private final Reads learners;
    private final Clock clock;

    /**
     * @param learners database 0
     * @param clock    says which day is today
     */
    public UsageQueries(Reads learners, Clock clock) {
        this.learners = learners;
        this.clock = clock;
    }

    @QueryHandler
    UsageView handle(GetUsage query) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return usage(today.minusDays(query.days()).plusDays(1), query.days());
    }

    UsageView usage(LocalDate first, int days) {
        var dates = first.datesUntil(first.plusDays(days)).toList();
        List<Numbered> wanted = new ArrayList<>();
        dates.forEach(date -> wanted.add(new Numbered(Key.activeDay(Days.of(date)), fields(first, date))));
        dates.forEach(date -> wanted.add(
                new Numbered(Key.registeredDay(Days.of(date)), List.of(Field.USERS.redisName()))));
        var found = learners.numbers(wanted);
        long activeUsers = 0;
        long millis = 0;
        long newUsers = 0;
        List<UsageView.Day> counted = new ArrayList<>();
        for (int i = 0; i < days; i++) {
            var active = found.get(i);
            long registered = found.get(days + i).getFirst();
            activeUsers += active.get(USERS) - sum(active.subList(PREVIOUS, active.size()));
            millis += active.get(MILLIS);
            newUsers += registered;
            counted.add(new UsageView.Day(dates.get(i), active.get(USERS), Numbers.seconds(active.get(MILLIS)), registered));
        }
        return new UsageView(activeUsers, Numbers.seconds(millis), newUsers, counted);
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    /** Beside its own, a day's figures of those who studied earlier in the same days. */
    private static List<String> fields(LocalDate first, LocalDate date) {
        List<String> fields = new ArrayList<>(List.of(Field.USERS.redisName(), Field.MILLIS.redisName()));
        first.datesUntil(date).map(Days::previous).forEach(fields::add);
        return fields;
    }
}
