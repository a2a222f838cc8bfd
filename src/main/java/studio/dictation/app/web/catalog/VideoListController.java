package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Iterator;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Queries;
import studio.dictation.command.kernel.Checks;
import studio.dictation.query.catalog.FindVideos;
import studio.dictation.query.catalog.GetVideoList;
import studio.dictation.query.catalog.TaggedAnswer;
import studio.dictation.query.catalog.VideoListView;
import studio.dictation.query.catalog.VideoView;

/** S7 and S8 of the contract. */
@RestController
@RequestMapping("/service/video-list")
class VideoListController {
    private static final String TRANSCRIPT = "transcript";

    private final Queries queries;

    VideoListController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping
    @ApiResponse(responseCode = "200", content = @Content(array = @ArraySchema(
            schema = @Schema(implementation = TranscriptCollection.Channel.class))))
    TranscriptCollection everything(Caller caller) {
        return TranscriptCollection.begin(queries, caller.isAdmin());
    }

    @GetMapping("/{channelId}")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = VideoListView.class)))
    ResponseEntity<?> videos(
            @PathVariable String channelId,
            @RequestParam(defaultValue = "all") String visibility,
            @RequestParam(defaultValue = "") String include,
            Caller caller) {
        new Checks()
                .that(include.isEmpty() || include.equals(TRANSCRIPT), "include", "must be transcript")
                .orRefuse();
        var asked = new FindVideos(channelId, visibility, caller.isAdmin());
        var answer = queries.get(new GetVideoList(asked, !include.isEmpty()), TaggedAnswer.class);
        return TaggedResponse.of(answer.tag(), answer.json() == null ? transcribed(asked) : answer.json());
    }

    private Videos transcribed(FindVideos asked) {
        var ids = queries.list(asked, VideoView.class).stream().map(VideoView::videoId).toList();
        return new Videos(asked.channelId(), new TranscribedVideos(queries, asked.channelId(), ids, asked.seesAll()));
    }

    /** The answer of S8 where it is large; its videos are to be gone through once. */
    record Videos(@JsonProperty("channel_id") String channelId, Iterator<VideoView> videos) {}
}
