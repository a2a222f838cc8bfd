package studio.dictation.command.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.catalog.SubtitlesUploaded;
import studio.dictation.events.catalog.TranscriptStored;
import studio.dictation.events.catalog.VideoListed;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.events.catalog.VideoRevised;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/**
 * Protects: a video is in its channel once; once removed it may be listed again, as another listing; what there is to write
 * down is never replaced by what was fetched.
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
    private boolean hasTranscript;

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
        if (command.listing() == listing && !hasTranscript) {
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

    private void requireListed() {
        if (listing == 0) {
            throw new VideoNotListed();
        }
    }

    @EventSourcingHandler
    void on(VideoListed event) {
        id = streamId(new VideoRef(event.channelId(), event.videoId()));
        listings = event.listing();
        listing = event.listing();
        listedAt = event.occurredAt();
        description = List.of(event.link(), event.title(), event.visibility());
        hasTranscript = false;
    }

    @EventSourcingHandler(payloadType = TranscriptStored.class)
    void onTranscript() {
        hasTranscript = true;
    }

    @EventSourcingHandler
    void on(VideoRevised event) {
        description = List.of(event.link(), event.title(), event.visibility());
    }

    @EventSourcingHandler(payloadType = VideoRemoved.class)
    void onRemoved() {
        listing = 0;
    }
}
