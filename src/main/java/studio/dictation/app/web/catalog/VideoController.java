package studio.dictation.app.web.catalog;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.query.catalog.GetTranscript;
import studio.dictation.query.catalog.TranscriptView;

/** S6 and S11 of the contract. */
@RestController
@RequestMapping("/service")
class VideoController {
    private final Queries queries;
    private final VideoUpload upload;
    private final LazyTranscripts transcripts;

    VideoController(Queries queries, VideoUpload upload, LazyTranscripts transcripts) {
        this.queries = queries;
        this.upload = upload;
        this.transcripts = transcripts;
    }

    @AdminOnly
    @PostMapping(path = "/video-list", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    UploadReport upload(MultipartHttpServletRequest form) {
        return upload.carryOut(UploadForm.of(form));
    }

    @GetMapping("/video-transcript/{channelId}/{videoId}")
    ResponseEntity<TranscriptView> transcript(@PathVariable String channelId, @PathVariable String videoId, Caller caller) {
        var asked = new GetTranscript(channelId, videoId, caller.isAdmin());
        var view = queries.find(asked, TranscriptView.class)
                .orElseThrow(() -> RequestRefused.notFound("Video not found"));
        var shown = view.transcript() == null ? transcripts.ofListing(asked) : view;
        var tag = shown.tag();
        return tag == null
                ? ResponseEntity.ok(shown)
                : TaggedResponse.of(TranscriptTags.text(TranscriptTags.version(tag), shown.title()), shown);
    }
}
