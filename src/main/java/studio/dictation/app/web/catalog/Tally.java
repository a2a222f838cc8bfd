package studio.dictation.app.web.catalog;

import java.util.List;
import java.util.function.Predicate;

/**
 * How many of several things that were to be done.
 *
 * @param successful those that were
 * @param failed     those that were not
 */
record Tally(long successful, long failed) {
    static <T> Tally of(List<T> done, Predicate<? super T> succeeded) {
        long successful = done.stream().filter(succeeded).count();
        return new Tally(successful, done.size() - successful);
    }

    /** The contract's sentence (S14, S16, S18 and S22). */
    String message(String what) {
        return "Batch %s completed: %d successful, %d failed".formatted(what, successful, failed);
    }
}
