package studio.dictation.command.kernel;

import java.util.List;

/** Refuses a link that leads to no YouTube video. */
public final class InvalidYouTubeUrl extends Rejection {
    public static final String CODE = "invalid-youtube-url";

    public InvalidYouTubeUrl(String link) {
        super(Kind.INVALID, CODE, "Invalid YouTube URL: " + link,
                List.of(new FieldError("video_link", "must lead to a YouTube video")));
    }
}
