package studio.dictation.query.catalog;

/**
 * Asks for channels; answered with a list of {@link ChannelView}, ordered by id.
 *
 * @param visibility exact value wanted, or {@code all}
 * @param language   exact value wanted, or {@code all}
 * @param seesAll    whether private channels exist for the caller
 */
public record FindChannels(String visibility, String language, boolean seesAll) {}
