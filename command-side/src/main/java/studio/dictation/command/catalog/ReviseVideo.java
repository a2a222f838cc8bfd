package studio.dictation.command.catalog;

import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;

/**
 * Describes a listed video anew. What is absent stays as it is; nothing happens if all of it is so already. Refused with
 * {@link VideoNotListed}.
 *
 * @param video      the video
 * @param title      title shown, 1 to 500 characters
 * @param visibility {@code public}; any other text of at most 32 characters is private
 * @param link       address of the video, 1 to 2,048 characters
 */
public record ReviseVideo(
        VideoRef video, @Nullable String title, @Nullable String visibility, @Nullable String link) implements Command {
    public ReviseVideo {
        var checks = new Checks();
        check(checks, "title", title, 500);
        check(checks, "visibility", visibility, 32);
        check(checks, "link", link, 2_048);
        checks.orRefuse();
    }

    /** Says who may see a video, and nothing else. */
    public static ReviseVideo visibility(VideoRef video, String visibility) {
        return new ReviseVideo(video, null, visibility, null);
    }

    private static void check(Checks checks, String field, @Nullable String value, int max) {
        if (value != null) {
            checks.text(field, value, 1, max);
        }
    }

    @Override
    public String streamId() {
        return Video.streamId(video);
    }
}
