package studio.dictation.app.web.catalog;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.catalog.RemoveVideo;
import studio.dictation.command.catalog.ReviseVideo;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.query.catalog.GetVideo;
import studio.dictation.query.catalog.ListedVideo;

/** S9 and S10 of the contract. */
@RestController
@RequestMapping("/service/video-list")
class VideoChangeController {
    private final Commands commands;
    private final Queries queries;

    VideoChangeController(Commands commands, Queries queries) {
        this.commands = commands;
        this.queries = queries;
    }

    @AdminOnly
    @PutMapping("/{channelId}/{videoId}")
    Map<String, String> revise(
            @PathVariable String channelId,
            @PathVariable String videoId,
            @RequestBody(required = false) @Nullable Body body) {
        var video = require(channelId, videoId);
        commands.send(Objects.requireNonNullElse(body, Body.NOTHING).of(video));
        return Map.of("message", "Video %s updated successfully".formatted(videoId));
    }

    @AdminOnly
    @DeleteMapping("/{channelId}/{videoId}")
    Map<String, String> remove(@PathVariable String channelId, @PathVariable String videoId) {
        commands.send(new RemoveVideo(require(channelId, videoId)));
        return Map.of("message", "Video %s deleted successfully from channel %s".formatted(videoId, channelId));
    }

    /** Ids that are none are those of no video. */
    private VideoRef require(String channelId, String videoId) {
        return queries.find(new GetVideo(channelId, videoId), ListedVideo.class)
                .map(video -> new VideoRef(video.channelId(), video.videoId()))
                .orElseThrow(() -> RequestRefused.notFound("Video not found"));
    }

    /** The body of S9; what is absent or null stays as it is, and what isn't listed here is ignored. */
    record Body(@Nullable String title, @Nullable String visibility, @Nullable String link) {
        static final Body NOTHING = new Body(null, null, null);

        ReviseVideo of(VideoRef video) {
            if (Stream.of(title, visibility, link).allMatch(Objects::isNull)) {
                throw new InvalidInput(
                        "No update data provided", List.of(new FieldError("title", "or another field is required")));
            }
            return new ReviseVideo(video, stripped(title), stripped(visibility), stripped(link));
        }

        private static @Nullable String stripped(@Nullable String text) {
            return text == null ? null : text.strip();
        }
    }
}
