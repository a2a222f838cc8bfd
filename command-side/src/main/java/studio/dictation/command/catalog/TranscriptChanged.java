package studio.dictation.command.catalog;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses an edit of a transcript that was changed after the editor had seen it. */
public final class TranscriptChanged extends Rejection {
    public static final String CODE = "transcript-changed";

    TranscriptChanged() {
        super(Kind.CONFLICT, CODE, "The transcript was changed in the meantime, please load it again", List.of());
    }
}
