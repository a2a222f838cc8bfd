package studio.dictation.app.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one group of commands among several.
 *
 * @param failure why it was not carried out, or not to its end; null if it was
 */
public record Outcome(@Nullable Throwable failure) {
    /** Whether it was carried out. */
    public boolean succeeded() {
        return failure == null;
    }

    /** Whether it was refused for that reason. */
    public boolean refusedAs(Class<? extends Throwable> reason) {
        return Failures.find(failure, reason).isPresent();
    }

    /** Why it was not carried out. */
    public Optional<Throwable> failed() {
        return Optional.ofNullable(failure);
    }
}
