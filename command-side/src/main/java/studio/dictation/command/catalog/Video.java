package studio.dictation.command.catalog;

import java.time.Clock;
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

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Protects: a video is listed once in a channel, and what there is to write down is never replaced by what was fetched. */
@AggregateRoot(type = Video.TYPE)
@Revision("1")
public class Video {
    static final String TYPE = "video";
    private static final String SOURCE = "uploaded_srt";

    @AggregateIdentifier
    private @Nullable String id;

    private int listing;
    private boolean hasTranscript;

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
        var subtitles = command.subtitles();
        if (subtitles != null) {
            apply(new SubtitlesUploaded(video.channelId(), video.videoId(), first, subtitles.text(), now));
            apply(new TranscriptStored(video.channelId(), video.videoId(), first, subtitles.lines(), SOURCE, now));
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

    @EventSourcingHandler
    void on(VideoListed event) {
        id = streamId(new VideoRef(event.channelId(), event.videoId()));
        listing = event.listing();
        hasTranscript = false;
    }

    @EventSourcingHandler(payloadType = TranscriptStored.class)
    void onTranscript() {
        hasTranscript = true;
    }
}
