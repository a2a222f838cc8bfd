package studio.dictation.command.catalog;

import java.time.Duration;
import java.util.List;
import studio.dictation.command.kernel.YouTubeVideoId;
import studio.dictation.events.catalog.TranscriptLine;

/** Somewhere outside that has transcripts of videos. English ones are taken first, and those of people before generated ones. */
public interface TranscriptSource {
    /** What {@code TranscriptStored} calls it. */
    String name();

    /** Whether it can be asked at all. */
    default boolean isAvailable() {
        return true;
    }

    /**
     * Asks for the transcript of a video, once. Never call it inside a transaction.
     *
     * @param atMost how long it may take, more than zero
     * @return the sentences in order, at least one
     * @throws TranscriptUnavailable when it has none to give
     */
    List<TranscriptLine> fetch(YouTubeVideoId video, Duration atMost) throws TranscriptUnavailable;
}
