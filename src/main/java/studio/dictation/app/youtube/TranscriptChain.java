package studio.dictation.app.youtube;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.command.catalog.TranscriptSource;
import studio.dictation.command.catalog.TranscriptUnavailable;
import studio.dictation.command.catalog.TranscriptUnavailable.Reason;
import studio.dictation.command.kernel.YouTubeVideoId;

/** Sources in the order in which they are asked, until one has the transcript. */
final class TranscriptChain {
    private static final Logger LOG = LoggerFactory.getLogger(TranscriptChain.class);

    private final List<TranscriptSource> sources;

    TranscriptChain(List<TranscriptSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * Asks one after the other; none gets more than its share of the time that is left.
     *
     * @throws TranscriptUnavailable with the last source's reason; {@link Reason#SUSPENDED} only if none was asked at all
     */
    FetchedTranscript fetch(YouTubeVideoId video, Duration atMost) throws TranscriptUnavailable {
        var deadline = Deadline.in(atMost);
        var available = sources.stream().filter(TranscriptSource::isAvailable).toList();
        var last = new TranscriptUnavailable(Reason.SUSPENDED, "There is no source");
        for (int i = 0; i < available.size() && !deadline.isOver(); i++) {
            var source = available.get(i);
            try {
                return new FetchedTranscript(
                        source.fetch(video, deadline.left().dividedBy(available.size() - i)), source.name());
            } catch (TranscriptUnavailable failed) {
                LOG.info("No transcript of {} from {}: {}, {}", video.value(), source.name(), failed.reason(), failed.getMessage());
                last = failed.reason() == Reason.SUSPENDED ? last : failed;
            }
        }
        throw last;
    }
}
