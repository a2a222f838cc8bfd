package studio.dictation.command.catalog;

import studio.dictation.command.kernel.Command;

/**
 * Lists a channel because it was recommended; nothing happens if it was listed because of the same recommendation. Refused with
 * {@link ChannelAlreadyListed}.
 *
 * @param recommendationId the recommendation
 * @param channel          what is to be listed
 */
public record ListRecommendedChannel(String recommendationId, ListChannel channel) implements Command {
    @Override
    public String streamId() {
        return channel.streamId();
    }
}
