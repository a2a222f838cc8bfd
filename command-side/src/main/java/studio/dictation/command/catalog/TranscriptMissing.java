package studio.dictation.command.catalog;

import java.util.List;
import studio.dictation.command.kernel.Rejection;
import studio.dictation.command.kernel.VideoRef;

/** Refuses to filter where there is nothing to filter, or to restore where there is nothing to restore from. */
public final class TranscriptMissing extends Rejection {
    public static final String CODE = "transcript-missing";

    private TranscriptMissing(String message) {
        super(Kind.NOT_FOUND, CODE, message, List.of());
    }

    static TranscriptMissing toFilter(VideoRef video) {
        return new TranscriptMissing("No transcript found for video " + video.videoId());
    }

    static TranscriptMissing toRestore(VideoRef video) {
        return new TranscriptMissing(
                "SRT file not found and no original transcript available for video " + video.videoId());
    }
}
