package studio.dictation.app.youtube;

import io.github.thoroldvix.api.Transcript;
import io.github.thoroldvix.api.TranscriptApiFactory;
import io.github.thoroldvix.api.TranscriptList;
import io.github.thoroldvix.api.TranscriptRetrievalException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import studio.dictation.command.catalog.SpokenLines;
import studio.dictation.command.catalog.TranscriptSource;
import studio.dictation.command.catalog.TranscriptUnavailable;
import studio.dictation.command.catalog.TranscriptUnavailable.Reason;
import studio.dictation.command.kernel.YouTubeVideoId;
import studio.dictation.events.catalog.TranscriptLine;

/** YouTube itself, by the library that knows its pages. */
final class TranscriptApi implements TranscriptSource, AutoCloseable {
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECTED_WITHIN).build();
    private final URI base;

    TranscriptApi(URI base) {
        this.base = base;
    }

    @Override
    public String name() {
        return "youtube";
    }

    @Override
    public List<TranscriptLine> fetch(YouTubeVideoId video, Duration atMost) throws TranscriptUnavailable {
        var youtube = new YouTube(http, base, atMost);
        try {
            var tracks = TranscriptApiFactory.createWithClient(youtube).listTranscripts(video.value());
            var lines = new SpokenLines();
            for (var spoken : chosen(tracks, youtube).fetch().getContent()) {
                lines.add(spoken.getStart(), spoken.getStart() + spoken.getDur(), spoken.getText());
            }
            return lines.orUnavailable();
        } catch (TranscriptRetrievalException failed) {
            throw youtube.reason(failed);
        } catch (RuntimeException odd) {
            // The library takes a lot for granted: what it doesn't find in an answer it dereferences.
            throw youtube.reason(odd);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** The library has lost the tracks' order. */
    private static Transcript chosen(TranscriptList tracks, YouTube youtube) throws TranscriptUnavailable {
        var choice = TrackChoice.of(youtube.tracks());
        return StreamSupport.stream(tracks.spliterator(), false)
                .filter(track -> choice
                        .filter(one -> one.language().equals(track.getLanguageCode()) && one.generated() == track.isGenerated())
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new TranscriptUnavailable(Reason.UNREADABLE, "The library knows other tracks"));
    }
}
