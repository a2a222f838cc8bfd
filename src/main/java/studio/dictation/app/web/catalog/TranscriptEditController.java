package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.app.web.catalog.TranscriptEditing.Target;
import studio.dictation.command.catalog.EditTranscript;
import studio.dictation.command.catalog.EditTranscriptLine;
import studio.dictation.command.catalog.EditedTranscript;
import studio.dictation.command.catalog.LineDraft;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.query.catalog.TranscriptStateView;

/** S12, S13 and S15 of the contract. */
@RestController
@RequestMapping("/service")
class TranscriptEditController {
    private final TranscriptEditing editing;

    TranscriptEditController(TranscriptEditing editing) {
        this.editing = editing;
    }

    @AdminOnly
    @PutMapping("/{channelId}/{videoId}/transcript")
    Map<String, String> editLine(
            @PathVariable String channelId,
            @PathVariable String videoId,
            @RequestBody LineBody body,
            HttpServletRequest request,
            HttpServletResponse response) {
        var state = editing.state(channelId, videoId, true)
                .orElseThrow(() -> RequestRefused.notFound("Video not found"));
        var edited = editing.edit(Target.of(channelId, state), request, body::of, EditedTranscript.class);
        TranscriptTags.show(edited.version(), state.title(), response);
        return Map.of("message", "Transcript item updated successfully");
    }

    @AdminOnly
    @PutMapping("/{channelId}/{videoId}/full-transcript")
    Map<String, String> edit(
            @PathVariable String channelId,
            @PathVariable String videoId,
            @RequestBody TranscriptBody body,
            HttpServletRequest request,
            HttpServletResponse response) {
        var lines = EditTranscript.checked(body.transcript());
        var state = require(channelId, videoId);
        var edited = editing.edit(Target.of(channelId, state), request,
                target -> new EditTranscript(target.video(), target.seen(), lines), EditedTranscript.class);
        TranscriptTags.show(edited.version(), state.title(), response);
        return Map.of("message", "Transcript updated successfully for video " + videoId);
    }

    @AdminOnly
    @PostMapping("/{channelId}/{videoId}/restore-transcript")
    Restored restore(
            @PathVariable String channelId,
            @PathVariable String videoId,
            HttpServletRequest request,
            HttpServletResponse response) {
        var state = require(channelId, videoId);
        var restored = editing.edit(Target.of(channelId, state), request, editing::restoring, EditedTranscript.class);
        TranscriptTags.show(restored.version(), state.title(), response);
        return Restored.of(new Content(channelId, videoId, state.title(), restored.lines()));
    }

    private TranscriptStateView require(String channelId, String videoId) {
        return editing.state(channelId, videoId, true)
                .orElseThrow(() -> RequestRefused.notFound(TranscriptEditing.missing(channelId, videoId)));
    }

    /** The body of S12; {@code index} counts from 0, times are seconds. */
    record LineBody(
            @Nullable Number index, @Nullable Double start, @Nullable Double end, @Nullable String transcript) {
        EditTranscriptLine of(Target target) {
            return EditTranscriptLine.of(target.video(), target.seen(), index, new LineDraft(start, end, transcript));
        }
    }

    /** The body of S13. */
    record TranscriptBody(@Nullable List<@Nullable LineDraft> transcript) {}

    /** A transcript with the video it belongs to. */
    record Content(
            @JsonProperty("channel_id") String channelId,
            @JsonProperty("video_id") String videoId,
            String title,
            List<TranscriptLine> transcript) {}

    /** The answer of S15: the transcript, and once more under {@code data}, where one of the clients looks for it. */
    record Restored(
            @JsonProperty("channel_id") String channelId,
            @JsonProperty("video_id") String videoId,
            String title,
            List<TranscriptLine> transcript,
            Content data) {
        static Restored of(Content content) {
            return new Restored(
                    content.channelId(), content.videoId(), content.title(), content.transcript(), content);
        }
    }
}
