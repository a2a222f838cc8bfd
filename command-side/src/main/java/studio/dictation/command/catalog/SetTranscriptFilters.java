package studio.dictation.command.catalog;

import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;

/**
 * Gives a channel other transcript filters; nothing happens if it has these. Refused with {@link ChannelNotListed} if there is
 * no such channel.
 *
 * @param channelId 1 to 64 of {@code [A-Za-z0-9_-]}
 * @param filters   texts to take out of the channel's transcripts
 */
public record SetTranscriptFilters(String channelId, TranscriptFilters filters) implements Command {
    public SetTranscriptFilters {
        new Checks()
                .that(VideoRef.isChannelId(channelId), "channelId", "must be 1 to 64 letters, digits, - or _")
                .orRefuse();
    }

    @Override
    public String streamId() {
        return Channel.streamId(channelId);
    }
}
