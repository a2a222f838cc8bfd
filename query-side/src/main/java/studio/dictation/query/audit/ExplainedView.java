package studio.dictation.query.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value and what made it so.
 *
 * @param value null when there is none
 * @param by    the events that made it so, the first one first; empty while nothing has happened
 */
public record ExplainedView<T>(@Nullable T value, List<CauseView> by) {
    public ExplainedView {
        by = List.copyOf(by);
    }
}
