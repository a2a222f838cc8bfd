package studio.dictation.command.progress;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.progress.DictationOpened;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.events.progress.VideoTitles;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Protects: what was typed, of which only the changes are stored. */
@AggregateRoot(type = DictationProgress.TYPE)
@Revision("1")
public class DictationProgress {
    static final String TYPE = "progress";

    @AggregateIdentifier
    private @Nullable String id;
    private Map<String, String> lines = new LinkedHashMap<>();
    private @Nullable VideoTitles titles;

    DictationProgress() {}

    static String streamId(UUID accountId, VideoRef video, int listing) {
        return streamId(accountId, video.channelId(), video.videoId(), listing);
    }

    private static String streamId(UUID accountId, String channelId, String videoId, int listing) {
        // Asked for by every command: a format takes ten times as long.
        return TYPE + ':' + accountId + ':' + channelId + ':' + videoId + ':' + listing;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(OpenDictation command, Clock clock) {
        if (id == null) {
            apply(new DictationOpened(command.accountId(), command.video().channelId(), command.video().videoId(),
                    command.listing(), command.titles(), clock.instant()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(SaveProgress command, Clock clock) {
        apply(new ProgressSaved(command.accountId(), command.video().channelId(), command.video().videoId(),
                command.listing(), changed(command.userInput()), cleared(command.userInput()), command.currentTime(),
                command.overallCompletion(), command.studiedMillis(),
                command.titles().equals(titles) ? null : command.titles(), clock.instant()));
    }

    private Map<String, String> changed(Map<String, String> typed) {
        var changed = new LinkedHashMap<String, String>();
        typed.forEach((index, text) -> {
            if (!text.equals(lines.get(index))) {
                changed.put(index, text);
            }
        });
        return changed;
    }

    private List<String> cleared(Map<String, String> typed) {
        var cleared = new ArrayList<String>();
        for (var index : lines.keySet()) {
            if (!typed.containsKey(index)) {
                cleared.add(index);
            }
        }
        return cleared;
    }

    @EventSourcingHandler
    void on(DictationOpened event) {
        id = streamId(event.accountId(), event.channelId(), event.videoId(), event.listing());
        titles = event.titles();
    }

    @EventSourcingHandler
    void on(ProgressSaved event) {
        id = streamId(event.accountId(), event.channelId(), event.videoId(), event.listing());
        event.clearedLines().forEach(lines::remove);
        lines.putAll(event.changedLines());
        if (event.titles() != null) {
            titles = event.titles();
        }
    }
}
