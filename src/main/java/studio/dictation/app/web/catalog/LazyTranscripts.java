package studio.dictation.app.web.catalog;

import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.app.youtube.FetchedTranscript;
import studio.dictation.app.youtube.NotFetched;
import studio.dictation.app.youtube.TranscriptFetches;
import studio.dictation.command.catalog.StoreTranscript;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.command.kernel.YouTubeVideoId;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.query.catalog.FindTranscript;
import studio.dictation.query.catalog.GetTranscript;
import studio.dictation.query.catalog.GetVideo;
import studio.dictation.query.catalog.ListedVideo;
import studio.dictation.query.catalog.TranscriptView;

/** Transcripts that are fetched from YouTube when somebody wants to read them. */
@Component
class LazyTranscripts {
    private static final String NOT_AVAILABLE = "Transcript not available";
    private static final String NOT_DOWNLOADED = "Unable to download transcript";

    private final Commands commands;
    private final Queries queries;
    private final ObjectProvider<TranscriptFetches> fetches;

    LazyTranscripts(Commands commands, Queries queries, ObjectProvider<TranscriptFetches> fetches) {
        this.commands = commands;
        this.queries = queries;
        this.fetches = fetches;
    }

    /**
     * The transcript of a listed video that has none yet: fetched and kept (S11).
     *
     * @param asked what the caller asked for, and may see
     */
    TranscriptView ofListing(GetTranscript asked) {
        var video = new VideoRef(asked.channelId(), asked.videoId());
        var listing = queries.find(new GetVideo(video.channelId(), video.videoId()), ListedVideo.class)
                .orElseThrow(LazyTranscripts::notFound).listing();
        var purpose = "%s:%d".formatted(video.key(), listing);
        try {
            var fetched = fetches.getObject().fetch(new YouTubeVideoId(video.videoId()), purpose, () -> kept(asked),
                    one -> commands.send(new StoreTranscript(video, listing, one.lines(), one.source())));
            // It may have been removed, hidden or edited meanwhile; or reads don't show it yet.
            var view = queries.find(asked, TranscriptView.class).orElseThrow(LazyTranscripts::notFound);
            return view.transcript() != null
                    ? view
                    : new TranscriptView(view.channelId(), view.videoId(), view.title(), fetched.lines());
        } catch (NotFetched failed) {
            throw failed.reason() == NotFetched.Reason.BUSY
                    ? RequestRefused.unavailable(NOT_AVAILABLE, seconds(failed))
                    : RequestRefused.notFound(NOT_AVAILABLE);
        }
    }

    /** What is said in any video, listed or not: fetched, else as it is kept for any channel (S1). */
    List<TranscriptLine> ofVideo(YouTubeVideoId video) {
        try {
            return fetches.getObject().fetch(video, video.value(), Optional::empty, nothingIsKept -> {}).lines();
        } catch (NotFetched failed) {
            return queries.find(new FindTranscript(video.value()), TranscriptView.class)
                    .map(TranscriptView::transcript)
                    .orElseThrow(() -> failed.reason() == NotFetched.Reason.FAILED
                            ? RequestRefused.failed("transcript-not-downloaded", NOT_DOWNLOADED)
                            : RequestRefused.unavailable(NOT_DOWNLOADED, seconds(failed)));
        }
    }

    private Optional<FetchedTranscript> kept(GetTranscript asked) {
        return queries.find(asked, TranscriptView.class)
                .map(TranscriptView::transcript)
                .map(lines -> new FetchedTranscript(lines, "kept"));
    }

    private static int seconds(NotFetched failed) {
        return (int) Math.max(1, failed.retryAfter().plusMillis(999).toSeconds());
    }

    private static RequestRefused notFound() {
        return RequestRefused.notFound("Video not found");
    }
}
