package studio.dictation.command.catalog;

import java.util.List;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.Rejection;

/** Refuses a subtitle file without a single block that can be read, or one that is too big. */
public final class SubtitlesUnreadable extends Rejection {
    public static final String CODE = "subtitles-unreadable";

    SubtitlesUnreadable(String videoId, String reason) {
        super(Kind.INVALID, CODE, "Failed to parse SRT file for video " + videoId,
                List.of(new FieldError("transcript_files", reason)));
    }
}
