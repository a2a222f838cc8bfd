package studio.dictation.app.web.catalog;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.catalog.RestoreTranscript;
import studio.dictation.command.catalog.Subtitles;
import studio.dictation.command.catalog.TranscriptChanged;
import studio.dictation.command.catalog.TranscriptVersion;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.query.catalog.FindTranscriptStates;
import studio.dictation.query.catalog.GetSubtitles;
import studio.dictation.query.catalog.SubtitlesView;
import studio.dictation.query.catalog.TranscriptStateView;

/**
 * Edits transcripts for callers who have seen them in some state: what they name with {@code If-Match}, else what it was when
 * their request came. Whoever has not seen the state that is there is told, so no edit undoes another unnoticed.
 */
@Component
class TranscriptEditing {
    private final Commands commands;
    private final Queries queries;

    TranscriptEditing(Commands commands, Queries queries) {
        this.commands = commands;
        this.queries = queries;
    }

    /** The state of a transcript now, if the video exists for the caller; private ones do for those who see all. */
    Optional<TranscriptStateView> state(String channelId, String videoId, boolean seesAll) {
        return states(channelId, List.of(videoId), seesAll).stream().findFirst();
    }

    /** The states of several transcripts now, without those of videos that don't exist for the caller. */
    List<TranscriptStateView> states(String channelId, List<String> videoIds, boolean seesAll) {
        return queries.list(new FindTranscriptStates(channelId, videoIds, seesAll), TranscriptStateView.class);
    }

    /**
     * Edits one transcript; answers what the command does. Refused with 404 if there is no such video, and if the caller has
     * not seen the present state with 412, or 409 when no state was named.
     */
    <T> T edit(
            Target target, HttpServletRequest request, Function<Target, Command> edit, Class<T> answer) {
        var named = TranscriptTags.seen(request);
        var outcome = commands.sendEach(List.of(List.of(edit.apply(named.map(target::having).orElse(target))))).getFirst();
        if (named.isPresent() && outcome.refusedAs(TranscriptChanged.CODE)) {
            throw RequestRefused.preconditionFailed(TranscriptChanged.CODE,
                    outcome.failed().map(Throwable::getMessage).orElse(""));
        }
        return outcome.orThrow(answer);
    }

    /** The command that restores a transcript, with the file to fall back to. */
    RestoreTranscript restoring(Target target) {
        var uploaded = queries.find(
                        new GetSubtitles(target.video().channelId(), target.video().videoId()), SubtitlesView.class)
                .map(file -> Subtitles.reread(file.text()))
                .orElse(List.of());
        return new RestoreTranscript(target.video(), target.seen(), uploaded);
    }

    /** The contract's text where a video isn't there. */
    static String missing(String channelId, String videoId) {
        return "Video %s not found in channel %s".formatted(videoId, channelId);
    }

    /**
     * What is to be edited.
     *
     * @param video the video
     * @param seen  the states in which the caller wants to edit it
     */
    record Target(VideoRef video, Set<TranscriptVersion> seen) {
        static Target of(String channelId, TranscriptStateView state) {
            return new Target(new VideoRef(channelId, state.videoId()), Set.of(TranscriptTags.version(state.tag())));
        }

        Target having(Set<TranscriptVersion> named) {
            return new Target(video, named);
        }
    }
}
