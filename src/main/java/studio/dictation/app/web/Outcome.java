package studio.dictation.app.web;

import java.util.Objects;
import java.util.Optional;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Rejection;

/**
 * What became of one group of commands among several.
 *
 * @param failure why it was not carried out, or not to its end; null if it was
 * @param result  what the handler of its last command answered to the decision that counts; null if it answers nothing
 */
public record Outcome(@Nullable Throwable failure, @Nullable Object result) {
    /** Whether it was refused with that code. */
    public boolean refusedAs(String code) {
        return Failures.find(failure, Rejection.class).filter(refused -> refused.code().equals(code)).isPresent();
    }

    /** Whether there is nothing that it could have been done to. */
    public boolean isAboutNothing() {
        return Failures.find(failure, AggregateNotFoundException.class).isPresent();
    }

    /** Why it was not carried out. */
    public Optional<Throwable> failed() {
        return Optional.ofNullable(failure);
    }

    /** What its handler answered; throws why it was not carried out if it was not. */
    public <T> T orThrow(Class<T> type) {
        orThrow();
        return type.cast(Objects.requireNonNull(result));
    }

    /** Throws why it was not carried out if it was not. */
    public void orThrow() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw failure instanceof RuntimeException known ? known : new IllegalStateException("Command failed", failure);
        }
    }
}
