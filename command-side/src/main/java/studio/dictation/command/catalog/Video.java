package studio.dictation.command.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.catalog.RefinementMarked;
import studio.dictation.events.catalog.SubtitlesUploaded;
import studio.dictation.events.catalog.TranscriptEdited;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.events.catalog.TranscriptRestored;
import studio.dictation.events.catalog.TranscriptStored;
import studio.dictation.events.catalog.VideoListed;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/**
 * Protects: a video is listed once in a channel, and together with what there is to write down; a transcript is changed only by
 * those who have seen what it is.
 */
@AggregateRoot(type = Video.TYPE)
@Revision("1")
public class Video {
    static final String TYPE = "video";
    private static final String SOURCE = "uploaded_srt";

    @AggregateIdentifier
    private @Nullable String id;

    /** The present listing; 0 while the channel doesn't have it. */
    private int listing;
    private Transcript transcript = Transcript.NONE;
    private @Nullable Instant refinedAt;

    Video() {}

    static String streamId(VideoRef video) {
        return TYPE + ":" + video.key();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(ListVideo command, Clock clock) {
        var video = command.video();
        if (id != null) {
            throw new VideoAlreadyListed(video);
        }
        var now = clock.instant();
        int first = 1;
        apply(new VideoListed(video.channelId(), video.videoId(), first, command.link(), command.title(),
                command.visibility(), now));
        apply(new SubtitlesUploaded(video.channelId(), video.videoId(), first, command.subtitles().text(), now));
        apply(new TranscriptStored(video.channelId(), video.videoId(), first, command.subtitles().lines(), SOURCE,
                now));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    EditedTranscript decide(EditTranscript command, Clock clock) {
        requireListed();
        if (!transcript.lines().equals(command.lines())) {
            requireSeen(command.seen());
            edit(command.video(), command.lines(), clock);
        }
        return edited();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    EditedTranscript decide(EditTranscriptLine command, Clock clock) {
        requireListed();
        int count = transcript.lines().size();
        if (command.index() >= count || !transcript.lines().get(command.index()).equals(command.line())) {
            requireSeen(command.seen());
            if (command.index() >= count) {
                throw EditTranscriptLine.beyond(count);
            }
            var lines = new ArrayList<>(transcript.lines());
            lines.set(command.index(), command.line());
            edit(command.video(), lines, clock);
        }
        return edited();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    FilteredTranscript decide(ApplyFilters command, Clock clock) {
        requireListed();
        if (transcript.lines().isEmpty()) {
            throw TranscriptMissing.toFilter(command.video());
        }
        var filtered = command.filters().applyTo(transcript.lines());
        // contract §9.5: the first application keeps the original even where nothing matches
        if (transcript.isKeptByEdit() || !transcript.lines().equals(filtered.lines())) {
            requireSeen(command.seen());
            edit(command.video(), filtered.lines(), clock);
        }
        return new FilteredTranscript(version(), transcript.lines(), filtered.matches());
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    EditedTranscript decide(RestoreTranscript command, Clock clock) {
        requireListed();
        var original = transcript.original();
        var lines = original == null ? command.uploaded() : original;
        if (lines.isEmpty()) {
            throw TranscriptMissing.toRestore(command.video());
        }
        if (original != null || !transcript.lines().equals(lines)) {
            requireSeen(command.seen());
            apply(new TranscriptRestored(command.video().channelId(), command.video().videoId(), listing, lines,
                    clock.instant()));
        }
        return edited();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Instant decide(MarkRefinement command, Clock clock) {
        requireListed();
        var now = clock.instant();
        if (command.refined() != (refinedAt != null)) {
            apply(new RefinementMarked(command.video().channelId(), command.video().videoId(), listing,
                    command.refined(), now));
        }
        return refinedAt == null ? now : refinedAt;
    }

    private void edit(VideoRef video, List<TranscriptLine> lines, Clock clock) {
        apply(new TranscriptEdited(video.channelId(), video.videoId(), listing, lines, transcript.isKeptByEdit(),
                clock.instant()));
    }

    private EditedTranscript edited() {
        return new EditedTranscript(version(), transcript.lines());
    }

    private TranscriptVersion version() {
        return new TranscriptVersion(listing, transcript.number());
    }

    private void requireListed() {
        if (listing == 0) {
            throw new VideoNotListed();
        }
    }

    private void requireSeen(Set<TranscriptVersion> seen) {
        if (!seen.contains(version())) {
            throw new TranscriptChanged();
        }
    }

    @EventSourcingHandler
    void on(VideoListed event) {
        id = streamId(new VideoRef(event.channelId(), event.videoId()));
        listing = event.listing();
        transcript = Transcript.NONE;
        refinedAt = null;
    }

    @EventSourcingHandler
    void on(TranscriptStored event) {
        transcript = transcript.stored(event.lines());
    }

    @EventSourcingHandler
    void on(TranscriptEdited event) {
        transcript = transcript.edited(event.lines(), event.keepsOriginal());
    }

    @EventSourcingHandler
    void on(TranscriptRestored event) {
        transcript = transcript.restored(event.lines());
    }

    @EventSourcingHandler
    void on(RefinementMarked event) {
        refinedAt = event.refined() ? event.occurredAt() : null;
    }
}
