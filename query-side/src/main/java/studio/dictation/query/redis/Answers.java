package studio.dictation.query.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Answers that are kept in Redis for a while, beside what they were made from. What is kept can be lost at any time. */
public interface Answers {
    /**
     * An answer that was kept, if it was made from the data as it is now.
     *
     * @param answer  where it is kept
     * @param changes HASH whose field {@link Field#VERSION} counts the changes of what such answers are made from
     * @throws ProjectionUnavailable as {@link Reads} does
     */
    Kept kept(Key answer, Key changes);

    /**
     * Keeps an answer for a while; does nothing if the data has changed since.
     *
     * @param seen what {@link #kept} gave before the answer was made
     */
    void keep(Key answer, Key changes, Kept seen, String made, Duration life);

    /**
     * A kept answer.
     *
     * @param version which history of the data, and how often it has changed; never the same for different data
     * @param answer  the answer; null if there is none of that version
     */
    record Kept(String version, @Nullable String answer) {}
}
