package studio.dictation.command.catalog;

import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;

/**
 * Lists a channel, or describes a listed one anew; nothing happens if it's described so already.
 *
 * @param channelId  1 to 64 of {@code [A-Za-z0-9_-]}
 * @param name       name shown, 1 to 200 characters
 * @param imageUrl   address of its picture, 1 to 2,048 characters
 * @param link       address of the channel, at most 2,048 characters; empty for none
 * @param visibility {@code public}; any other text of at most 32 characters is private
 * @param language   language spoken, 1 to 32 characters
 */
public record ListChannel(
        String channelId, String name, String imageUrl, String link, String visibility, String language) implements Command {
    private static final int MAX_URL = 2_048;

    public ListChannel {
        new Checks()
                .that(VideoRef.isChannelId(channelId), "id", "must be 1 to 64 letters, digits, - or _")
                .text("name", name, 1, 200)
                .text("image_url", imageUrl, 1, MAX_URL)
                .text("link", link, 0, MAX_URL)
                .text("visibility", visibility, 1, 32)
                .text("language", language, 1, 32)
                .orRefuse("Invalid input for channel %s. Name, id, and image_url are required.".formatted(channelId));
    }

    @Override
    public String streamId() {
        return Channel.streamId(channelId);
    }
}
