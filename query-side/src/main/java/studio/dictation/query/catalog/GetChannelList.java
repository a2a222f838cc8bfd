package studio.dictation.query.catalog;

/**
 * Asks for channels as clients read them; answered with a {@link TaggedAnswer} of a list of {@link ChannelView}.
 *
 * @param channels which ones
 */
public record GetChannelList(FindChannels channels) {}
