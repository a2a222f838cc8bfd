package studio.dictation.command.catalog;

import java.util.List;
import studio.dictation.command.kernel.Rejection;
import studio.dictation.command.kernel.VideoRef;

/** Refuses to list a video that its channel has. */
public final class VideoAlreadyListed extends Rejection {
    public static final String CODE = "video-already-listed";

    VideoAlreadyListed(VideoRef video) {
        super(Kind.CONFLICT, CODE,
                "Video %s already exists in channel %s".formatted(video.videoId(), video.channelId()), List.of());
    }
}
