package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.query.catalog.FindVideos;
import studio.dictation.query.catalog.GetTranscript;
import studio.dictation.query.catalog.TranscriptView;
import studio.dictation.query.catalog.VideoView;

/** S6, S8 and S11 of the contract. */
@RestController
@RequestMapping("/service")
class VideoController {
    private final Queries queries;
    private final VideoUpload upload;

    VideoController(Queries queries, VideoUpload upload) {
        this.queries = queries;
        this.upload = upload;
    }

    @AdminOnly
    @PostMapping(path = "/video-list", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    UploadReport upload(MultipartHttpServletRequest form) {
        return upload.carryOut(UploadForm.of(form));
    }

    @GetMapping("/video-list/{channelId}")
    Videos videos(
            @PathVariable String channelId, @RequestParam(defaultValue = "all") String visibility, Caller caller) {
        return new Videos(channelId,
                queries.list(new FindVideos(channelId, visibility, caller.isAdmin()), VideoView.class));
    }

    @GetMapping("/video-transcript/{channelId}/{videoId}")
    TranscriptView transcript(
            @PathVariable String channelId, @PathVariable String videoId, Caller caller, HttpServletResponse response) {
        var view = queries.find(new GetTranscript(channelId, videoId, caller.isAdmin()), TranscriptView.class)
                .orElseThrow(() -> RequestRefused.notFound("Video not found"));
        if (view.transcript() == null) {
            throw RequestRefused.notFound("Transcript not available");
        }
        Optional.ofNullable(view.tag()).ifPresent(tag -> TranscriptTags.show(tag, response));
        return view;
    }

    /** The answer of S8. */
    record Videos(@JsonProperty("channel_id") String channelId, List<VideoView> videos) {}
}
