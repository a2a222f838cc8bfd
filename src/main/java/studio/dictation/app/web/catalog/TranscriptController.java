package studio.dictation.app.web.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.InvalidYouTubeUrl;
import studio.dictation.command.kernel.YouTubeVideoId;
import studio.dictation.events.catalog.TranscriptLine;

/** S1 of the contract. */
@RestController
@RequestMapping("/service/transcript")
class TranscriptController {
    private final LazyTranscripts transcripts;

    TranscriptController(LazyTranscripts transcripts) {
        this.transcripts = transcripts;
    }

    @AdminOnly
    @PostMapping
    List<TranscriptLine> transcript(@RequestBody Body body) {
        return transcripts.ofVideo(body.video());
    }

    /** The body of S1. */
    record Body(@Nullable String url) {
        private static final String INVALID = "Invalid YouTube URL";

        YouTubeVideoId video() {
            if (url == null || url.isBlank()) {
                throw new InvalidInput(INVALID, List.of(new FieldError("url", "is required")));
            }
            try {
                return YouTubeVideoId.fromLink(url);
            } catch (InvalidYouTubeUrl otherText) {
                throw new InvalidInput(INVALID, List.of(new FieldError("url", "must lead to a YouTube video")));
            }
        }
    }
}
