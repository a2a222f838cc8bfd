package studio.dictation.query.catalog;

/**
 * Asks which videos there are; answered with a list of {@link VideoIdsView}, ordered by channel.
 *
 * @param seesAll whether private channels and videos exist for the caller
 */
public record FindVideoIds(boolean seesAll) {}
