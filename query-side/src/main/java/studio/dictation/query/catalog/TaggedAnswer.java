package studio.dictation.query.catalog;

import org.jspecify.annotations.Nullable;

/**
 * An answer as clients read it.
 *
 * @param tag  never the same for another answer to the same question; ASCII without quotes
 * @param json the answer; null when it is too large to be made in one piece
 */
public record TaggedAnswer(String tag, @Nullable String json) {}
