package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.catalog.MarkRefinement;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.query.catalog.TranscriptStateView;

/** S23 and S24 of the contract. */
@RestController
@RequestMapping("/service/{channelId}/{videoId}/mark-refined")
class RefinementController {
    private final Commands commands;
    private final TranscriptEditing editing;

    RefinementController(Commands commands, TranscriptEditing editing) {
        this.commands = commands;
        this.editing = editing;
    }

    @GetMapping
    Refinement refinement(@PathVariable String channelId, @PathVariable String videoId, Caller caller) {
        var state = require(channelId, videoId, caller.isAdmin());
        return new Refinement(channelId, videoId, state.isRefined(), state.refinedAt());
    }

    @AdminOnly
    @PostMapping
    Marked mark(
            @PathVariable String channelId,
            @PathVariable String videoId,
            @RequestBody(required = false) @Nullable Body body) {
        boolean refined = body != null && Objects.requireNonNullElse(body.isRefined(), false);
        var video = new VideoRef(channelId, require(channelId, videoId, true).videoId());
        var at = commands.ask(new MarkRefinement(video, refined), Instant.class);
        var message = "Video %s marked as %s successfully".formatted(videoId, refined ? "refined" : "unrefined");
        return new Marked(message, channelId, videoId, refined, at.toEpochMilli());
    }

    private TranscriptStateView require(String channelId, String videoId, boolean seesAll) {
        return editing.state(channelId, videoId, seesAll)
                .orElseThrow(() -> RequestRefused.notFound(TranscriptEditing.missing(channelId, videoId)));
    }

    /** The body of S24; absent is false. */
    record Body(@JsonProperty("is_refined") @Nullable Boolean isRefined) {}

    /** The answer of S23; {@code refinedAt} is null while it isn't refined. */
    record Refinement(
            @JsonProperty("channel_id") String channelId,
            @JsonProperty("video_id") String videoId,
            @JsonProperty("is_refined") boolean isRefined,
            @JsonProperty("refined_at") @Nullable Long refinedAt) {}

    /** The answer of S24; {@code refinedAt} is the present time if it isn't refined. */
    record Marked(
            String message,
            @JsonProperty("channel_id") String channelId,
            @JsonProperty("video_id") String videoId,
            @JsonProperty("is_refined") boolean isRefined,
            @JsonProperty("refined_at") long refinedAt) {}
}
