package studio.dictation.app.web;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;

/**
 * An array that is read while it is written, page by page, so that much takes no more memory than little. Where a part of it
 * begins is said by the time of the last item of the part before.
 */
public final class NewestFirst<T> {
    private static final int MOST = 1_000;

    private final Source<T> source;
    private final int pageSize;
    private Iterator<T> page;
    private @Nullable Long next;
    private int left;

    private NewestFirst(Source<T> source, int pageSize, int limit, Page<T> first) {
        this.source = source;
        this.pageSize = pageSize;
        page = first.items().iterator();
        next = first.next();
        left = limit - first.items().size();
    }

    /**
     * Reads the first page already, so that what is refused is refused before anything is written.
     *
     * @param pageSize how many are read at once
     * @param limit    how many at most, as the client says; null for all
     * @param cursor   epoch milliseconds that they are older than, as the client says; null to begin with the newest
     */
    public static <T> NewestFirst<T> begin(Source<T> source, int pageSize, @Nullable Integer limit, @Nullable Long cursor) {
        require(limit, cursor);
        int most = limit == null ? Integer.MAX_VALUE : limit;
        return new NewestFirst<>(source, pageSize, most, source.read(cursor, Math.min(pageSize, most)));
    }

    /** Refuses what can't be a part of a list. */
    public static void require(@Nullable Integer limit, @Nullable Long cursor) {
        new Checks()
                .that(limit == null || (limit >= 1 && limit <= MOST), "limit", "must be a whole number from 1 to 1,000")
                .that(cursor == null || cursor >= 0, "cursor", "must be the time of an item")
                .orRefuse();
    }

    /** The items, to be gone through once. */
    @JsonValue
    Iterator<T> items() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                while (!page.hasNext() && next != null && left > 0) {
                    var more = source.read(next, Math.min(pageSize, left));
                    page = more.items().iterator();
                    next = more.next();
                    left -= more.items().size();
                }
                return page.hasNext();
            }

            @Override
            public T next() {
                return page.next();
            }
        };
    }

    /** Where items come from. */
    @FunctionalInterface
    public interface Source<T> {
        /** The next items, newest first. */
        Page<T> read(@Nullable Long before, int most);
    }

    /**
     * Some items.
     *
     * @param items newest first
     * @param next  epoch milliseconds that the next ones are older than; null when these are the last
     */
    public record Page<T>(List<T> items, @Nullable Long next) {}
}
