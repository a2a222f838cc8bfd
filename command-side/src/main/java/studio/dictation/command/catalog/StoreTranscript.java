package studio.dictation.command.catalog;

import java.util.List;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * Keeps a transcript that was fetched for a listed video. Does nothing if the video has one meanwhile, or that listing is over.
 *
 * @param video   the video
 * @param listing for which listing it was fetched, ≥ 1
 * @param lines   the sentences in order, at least one
 * @param source  where they come from: {@code youtube} or {@code yt_dlp}
 */
public record StoreTranscript(VideoRef video, int listing, List<TranscriptLine> lines, String source) implements Command {
    public StoreTranscript {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("A transcript has at least one line");
        }
    }

    @Override
    public String streamId() {
        return Video.streamId(video);
    }
}
