package studio.dictation.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A membership folded from zero, beside what is kept of it elsewhere.
 *
 * @param equal    whether everything agrees
 * @param entries  how many entries of the ledger were folded
 * @param recorded what the events say that came of them
 * @param live     what Redis shows, field by field
 * @param now      the membership now
 * @param future   what happens until the instant asked for if nothing else happens; absent if none was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayView(
        boolean equal, int entries, RecordedView recorded, List<FieldView> live, StateView now, @Nullable FutureView future) {
    public ReplayView {
        live = List.copyOf(live);
    }

    /**
     * What events say that came of them, against what comes of them by the rules.
     *
     * @param compared  how many say it
     * @param differing how many say something else
     * @param first     the first of these
     */
    public record RecordedView(int compared, int differing, List<DifferenceView> first) {
        public RecordedView {
            first = List.copyOf(first);
        }
    }

    /**
     * An event that says something else than the rules.
     *
     * @param event    the event
     * @param replayed what comes of it by the rules
     * @param recorded what it says
     */
    public record DifferenceView(CauseView event, String replayed, String recorded) {}

    /**
     * A field of a document in Redis.
     *
     * @param field    field of {@code user:{email}}, and member of its document
     * @param replayed what a projection writes of the events replayed; null for nothing
     * @param live     what stands there; null for nothing
     * @param equal    whether they are the same
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record FieldView(String field, @Nullable Object replayed, @Nullable Object live, boolean equal) {}

    /**
     * What happens if nothing else happens.
     *
     * @param until the instant asked for
     * @param turns what turns until then, in order, a hundred at most; cycles of the quota while it applies
     * @param state the membership then
     */
    public record FutureView(String until, List<TurnView> turns, StateView state) {
        public FutureView {
            turns = List.copyOf(turns);
        }
    }

    /**
     * Something that time alone brings.
     *
     * @param at   when
     * @param what {@code payment-due}, {@code plan-ends} or {@code quota-cycle-turns}
     */
    public record TurnView(String at, String what) {}
}
