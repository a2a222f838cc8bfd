package studio.dictation.query.catalog;

/**
 * A list as clients read it.
 *
 * @param tag  never the same for another answer to the same question; ASCII without quotes
 * @param json the list
 */
public record ListAnswer(String tag, String json) {}
