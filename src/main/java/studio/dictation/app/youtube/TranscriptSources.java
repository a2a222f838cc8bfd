package studio.dictation.app.youtube;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import studio.dictation.app.settings.TranscriptSettings;

/** The sources that the operator has set, in the order in which they are asked: YouTube itself, then yt-dlp. */
public final class TranscriptSources implements AutoCloseable {
    private final TranscriptApi youtube;
    private final TranscriptChain chain;

    /**
     * @param searchPath folders to look yt-dlp up in, as {@code PATH} has them
     * @param random     shared by many threads
     */
    public TranscriptSources(TranscriptSettings settings, String searchPath, Clock clock, RandomGenerator random) {
        youtube = new TranscriptApi(settings.youtube());
        var ytDlp = new YtDlp(settings.ytDlp(), searchPath);
        chain = new TranscriptChain(List.of(
                new RetriedSource(youtube, RetriedSource.Patience.USUAL, clock, random),
                new RetriedSource(ytDlp, RetriedSource.Patience.ONCE, clock, random)));
    }

    TranscriptChain chain() {
        return chain;
    }

    @Override
    public void close() {
        youtube.close();
    }
}
