package studio.dictation.command.catalog;

import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;

/**
 * Describes a listed channel anew. What is absent stays as it is; nothing happens if all of it is so already. Refused with
 * {@link ChannelNotListed}.
 *
 * @param channelId  the channel
 * @param name       name shown, 1 to 200 characters
 * @param imageUrl   address of its picture, 1 to 2,048 characters
 * @param link       address of the channel, at most 2,048 characters; empty for none
 * @param visibility {@code public}; any other text of at most 32 characters is private
 * @param language   language spoken, 1 to 32 characters
 */
public record ReviseChannel(
        String channelId,
        @Nullable String name,
        @Nullable String imageUrl,
        @Nullable String link,
        @Nullable String visibility,
        @Nullable String language)
        implements Command {
    public ReviseChannel {
        var checks = new Checks();
        check(checks, "name", name, 1, 200);
        check(checks, "image_url", imageUrl, 1, 2_048);
        check(checks, "link", link, 0, 2_048);
        check(checks, "visibility", visibility, 1, 32);
        check(checks, "language", language, 1, 32);
        checks.orRefuse();
    }

    private static void check(Checks checks, String field, @Nullable String value, int min, int max) {
        if (value != null) {
            checks.text(field, value, min, max);
        }
    }

    @Override
    public String streamId() {
        return Channel.streamId(channelId);
    }
}
