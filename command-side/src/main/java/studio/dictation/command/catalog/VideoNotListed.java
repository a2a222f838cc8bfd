package studio.dictation.command.catalog;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses to change a video that its channel doesn't have, or has no more. */
public final class VideoNotListed extends Rejection {
    public static final String CODE = "video-not-listed";

    VideoNotListed() {
        super(Kind.NOT_FOUND, CODE, "Video not found", List.of());
    }
}
