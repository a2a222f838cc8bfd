package studio.dictation.query.progress;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Counters;
import studio.dictation.query.redis.Days;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

/**
 * The figures of each day: how long was studied, by how many, and how many of them had last studied on which day before. The learners
 * of any days in a row are those who on one of them had not studied on an earlier one, so they can be counted without naming any.
 *
 * <p>Every figure only ever adds up what each learner adds to it, so it doesn't matter in whose turn. Clocks of nodes differ: a day may
 * come after a later one, which then has it for its day before.
 */
final class ActiveDays {
    private ActiveDays() {}

    /**
     * Counts a save.
     *
     * @param before the learner's study time without the save
     */
    static void count(StudyTime before, long studiedMillis, Instant savedAt, Counters counters) {
        if (studiedMillis == 0) {
            return;
        }
        var day = LocalDate.ofInstant(savedAt, ZoneOffset.UTC);
        counters.increment(figures(day), Field.MILLIS.redisName(), studiedMillis);
        if (before.isStudied(day)) {
            return;
        }
        var active = before.studiedDays();
        var previous = previous(active.lower(day));
        counters.increment(figures(day), Field.USERS.redisName(), 1);
        counters.increment(figures(day), previous, 1);
        var next = active.higher(day);
        if (next != null) {
            counters.increment(figures(next), previous, -1);
            counters.increment(figures(next), Days.previous(day), 1);
        }
    }

    private static String previous(@Nullable LocalDate day) {
        return day == null ? Days.noPrevious() : Days.previous(day);
    }

    private static Key figures(LocalDate day) {
        return Key.activeDay(Days.of(day));
    }
}
