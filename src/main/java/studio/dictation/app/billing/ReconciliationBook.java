package studio.dictation.app.billing;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far a reconciliation has come, in PostgreSQL, and which node works on it. A node that stops without a word is followed by
 * another when its lease has run out; should it go on after all, it can't write here any more.
 */
@Component
class ReconciliationBook {
    private static final String BEGIN = """
            INSERT INTO reconciliation (told_until) VALUES (:first) ON CONFLICT DO NOTHING""";
    private static final String CLAIM = """
            UPDATE reconciliation SET owner = :owner, leased_until = clock_timestamp() + :lease * interval '1 millisecond'
             WHERE leased_until < clock_timestamp()
               AND (finished_at IS NULL OR finished_at <= clock_timestamp() - :rest * interval '1 millisecond')
            RETURNING told_until, listing_since, listing_until, listed_after, compared_after""";
    private static final String WRITE = """
            UPDATE reconciliation SET leased_until = clock_timestamp() + :lease * interval '1 millisecond', told_until = :toldUntil,
                   listing_since = :since, listing_until = :until, listed_after = :listedAfter, compared_after = :comparedAfter
             WHERE owner = :owner AND leased_until > '-infinity'""";
    private static final String RELEASE = """
            UPDATE reconciliation SET leased_until = '-infinity', finished_at = CASE WHEN :finished THEN clock_timestamp() ELSE finished_at END
             WHERE owner = :owner""";

    private final JdbcClient jdbc;

    ReconciliationBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A stretch of time whose events are being listed, the newest first, and the last one that was. */
    record Listing(Instant since, Instant until, @Nullable String after) {}

    /**
     * How far it has come.
     *
     * @param toldUntil     everything told before is in the inbox
     * @param listing       what is being listed, if something is
     * @param comparedAfter id of the subscription that was compared last; empty: none of this round
     */
    record Progress(Instant toldUntil, @Nullable Listing listing, String comparedAfter) {
        Progress listing(Listing begun) {
            return new Progress(toldUntil, begun, comparedAfter);
        }

        Progress listed(Instant until) {
            return new Progress(until, null, comparedAfter);
        }

        Progress compared(String after) {
            return new Progress(toldUntil, listing, after);
        }
    }

    /**
     * Takes it over; nothing while another is at it.
     *
     * @param first where to begin if it was never done
     * @param rest  how long ago the last one must have ended
     */
    Optional<Progress> claim(String owner, Duration lease, Instant first, Duration rest) {
        jdbc.sql(BEGIN).param("first", stored(first)).update();
        return jdbc.sql(CLAIM)
                .param("owner", owner)
                .param("lease", lease.toMillis())
                .param("rest", rest.toMillis())
                .query((row, number) -> {
                    var since = row.getObject("listing_since", OffsetDateTime.class);
                    var until = row.getObject("listing_until", OffsetDateTime.class);
                    var listing = since == null || until == null
                            ? null
                            : new Listing(since.toInstant(), until.toInstant(), row.getString("listed_after"));
                    return new Progress(row.getObject("told_until", OffsetDateTime.class).toInstant(), listing,
                            row.getString("compared_after"));
                })
                .optional();
    }

    /** Notes how far it has come, and keeps the lease; answers whether this owner still has it. */
    boolean write(String owner, Duration lease, Progress progress) {
        var listing = progress.listing();
        return jdbc.sql(WRITE)
                        .param("owner", owner)
                        .param("lease", lease.toMillis())
                        .param("toldUntil", stored(progress.toldUntil()))
                        .param("since", listing == null ? null : stored(listing.since()))
                        .param("until", listing == null ? null : stored(listing.until()))
                        .param("listedAfter", listing == null ? null : listing.after())
                        .param("comparedAfter", progress.comparedAfter())
                        .update()
                == 1;
    }

    /** Lets another one begin at once; {@code finished}: there was nothing left to do. */
    void release(String owner, boolean finished) {
        jdbc.sql(RELEASE).param("owner", owner).param("finished", finished).update();
    }

    /** How far the last one came; nothing if there was none. */
    Optional<Reconciliation.Last> last() {
        return jdbc.sql("SELECT told_until, finished_at FROM reconciliation")
                .query((row, number) -> {
                    var finished = row.getObject("finished_at", OffsetDateTime.class);
                    return new Reconciliation.Last(row.getObject("told_until", OffsetDateTime.class).toInstant(),
                            finished == null ? null : finished.toInstant());
                })
                .optional();
    }

    private static OffsetDateTime stored(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
