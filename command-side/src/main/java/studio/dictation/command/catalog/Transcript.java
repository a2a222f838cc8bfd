package studio.dictation.command.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * What there is to write down in one listing of a video. Immutable; knows nothing of Axon.
 *
 * @param number   how often it was set; 0 while there is none
 * @param lines    the sentences in order; none if there is no transcript, or filters left nothing of it
 * @param original what stood there before the first edit; null while none is kept
 */
record Transcript(int number, List<TranscriptLine> lines, @Nullable List<TranscriptLine> original) {
    /** The transcript of a video that has none yet. */
    static final Transcript NONE = new Transcript(0, List.of(), null);

    /** Whether the next edit keeps what stands here now. */
    boolean isKeptByEdit() {
        return original == null && !lines.isEmpty();
    }

    Transcript stored(List<TranscriptLine> now) {
        return new Transcript(number + 1, now, original);
    }

    Transcript edited(List<TranscriptLine> now, boolean keepsOriginal) {
        return new Transcript(number + 1, now, keepsOriginal ? lines : original);
    }

    Transcript restored(List<TranscriptLine> now) {
        return new Transcript(number + 1, now, null);
    }
}
