package studio.dictation.command.catalog;

import java.util.List;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * A subtitle file (SRT) and the sentences found in it.
 *
 * @param text          the file, decoded
 * @param lines         the sentences in order, at least one
 * @param skippedBlocks how many blocks could not be read
 */
public record Subtitles(String text, List<TranscriptLine> lines, int skippedBlocks) {
    /** Biggest file that is read, in bytes. */
    public static final int MAX_BYTES = 2 * 1024 * 1024;

    public Subtitles {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("Subtitles have at least one line");
        }
    }

    /**
     * Reads a file in any dialect seen in the wild; what can't be read is skipped and counted, not fatal.
     *
     * @throws SubtitlesUnreadable if nothing can be read, or the file is bigger than {@link #MAX_BYTES}
     */
    public static Subtitles read(String videoId, byte[] file) {
        if (file.length > MAX_BYTES) {
            throw new SubtitlesUnreadable(videoId, "must have at most 2 MiB");
        }
        var text = SubtitleText.decode(file);
        var reader = new SubtitleReader(text);
        if (reader.lines().isEmpty()) {
            throw new SubtitlesUnreadable(videoId, "must have at least one block with times and text");
        }
        return new Subtitles(text, reader.lines(), reader.skippedBlocks());
    }

    /** The sentences of a file that was decoded before; none if nothing can be read. */
    public static List<TranscriptLine> reread(String text) {
        return List.copyOf(new SubtitleReader(text).lines());
    }

    @Override
    public String toString() {
        return "Subtitles[%d lines, %d blocks skipped]".formatted(lines.size(), skippedBlocks);
    }
}
