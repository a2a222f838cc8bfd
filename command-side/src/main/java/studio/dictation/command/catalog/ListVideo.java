package studio.dictation.command.catalog;

import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;

/**
 * Lists a video with the transcript to write down, or with none yet. Refused with {@link VideoAlreadyListed} if the channel
 * has it.
 *
 * @param video      the video, in a listed channel
 * @param link       address of the video, 1 to 2,048 characters
 * @param title      title shown, 1 to 500 characters
 * @param visibility {@code public}; any other text of at most 32 characters is private
 * @param subtitles  the transcript and the file it comes from; null when it will be fetched at the first read
 */
public record ListVideo(VideoRef video, String link, String title, String visibility, @Nullable Subtitles subtitles)
        implements Command {
    public ListVideo {
        var titled = new Checks().that(!title.isBlank(), "title", "is required");
        titled.orRefuse("Title is required for video " + video.videoId());
        new Checks()
                .text("video_link", link, 1, 2_048)
                .text("title", title, 1, 500)
                .text("visibility", visibility, 1, 32)
                .orRefuse();
    }

    @Override
    public String streamId() {
        return Video.streamId(video);
    }
}
