package studio.dictation.command.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.events.catalog.VideoRevised;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/**
 * Protects: a video is in its channel once; once removed it may be listed again, as another listing. A transcript is changed
 * only by those who have seen what it is, and never replaced by what was fetched.
 */
@AggregateRoot(type = Video.TYPE)
@Revision("1")
public class Video {
    static final String TYPE = "video";
    private static final String SOURCE = "uploaded_srt";

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private @Nullable String id;

    /** How often it was listed. */
    private int listings;
    /** The present listing; 0 while the channel doesn't have it. */
    private int listing;
    private @Nullable Instant listedAt;
    /** Link, title, visibility. */
    private List<String> description = List.of();
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
        if (listing != 0) {
            throw new VideoAlreadyListed(video);
        }
        var now = clock.instant();
        int next = listings + 1;
        apply(new VideoListed(video.channelId(), video.videoId(), next, command.link(), command.title(),
                command.visibility(), now));
        var subtitles = command.subtitles();
        if (subtitles != null) {
            apply(new SubtitlesUploaded(video.channelId(), video.videoId(), next, subtitles.text(), now));
            apply(new TranscriptStored(video.channelId(), video.videoId(), next, subtitles.lines(), SOURCE, now));
        }
    }

    @CommandHandler
    void decide(StoreTranscript command, Clock clock) {
        if (command.listing() == listing && transcript.number() == 0) {
            var video = command.video();
            apply(new TranscriptStored(video.channelId(), video.videoId(), listing, command.lines(), command.source(),
                    clock.instant()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(ReviseVideo command, Clock clock) {
        requireListed();
        var revised = List.of(
                Objects.requireNonNullElse(command.link(), description.get(0)),
                Objects.requireNonNullElse(command.title(), description.get(1)),
                Objects.requireNonNullElse(command.visibility(), description.get(2)));
        if (!revised.equals(description)) {
            apply(new VideoRevised(command.video().channelId(), command.video().videoId(), listing, revised.get(0),
                    revised.get(1), revised.get(2), Objects.requireNonNull(listedAt), clock.instant()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(RemoveVideo command, Clock clock) {
        requireListed();
        apply(new VideoRemoved(command.video().channelId(), command.video().videoId(), listing, clock.instant()));
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
        listings = event.listing();
        listing = event.listing();
        listedAt = event.occurredAt();
        description = List.of(event.link(), event.title(), event.visibility());
        transcript = Transcript.NONE;
        refinedAt = null;
    }

    @EventSourcingHandler
    void on(VideoRevised event) {
        description = List.of(event.link(), event.title(), event.visibility());
    }

    @EventSourcingHandler(payloadType = VideoRemoved.class)
    void onRemoved() {
        listing = 0;
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
