package studio.dictation.query.catalog;

/**
 * Asks for a channel as clients read it; answered with a {@link TaggedAnswer} of a {@link ChannelView}, or nothing.
 *
 * @param channel which one
 */
public record GetChannelAnswer(GetChannel channel) {}
