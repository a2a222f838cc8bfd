package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.command.catalog.EditTranscript;
import studio.dictation.command.catalog.LineDraft;
import studio.dictation.command.kernel.InvalidInput;

/** S14 and S16 of the contract. */
@RestController
@RequestMapping("/service")
class TranscriptBatchController {
    private static final String REQUIRED = "Videos data is required";

    private final EachTranscript each;
    private final TranscriptEditing editing;

    TranscriptBatchController(EachTranscript each, TranscriptEditing editing) {
        this.each = each;
        this.editing = editing;
    }

    @AdminOnly
    @PutMapping("/{channelId}/batch-transcript-update")
    Report update(@PathVariable String channelId, @RequestBody EditBody body) {
        var items = EachTranscript.required(body.videos(), "videos", REQUIRED).stream().map(EditItem::of).toList();
        return Report.of("update", each.carryOut(channelId, items), "Transcript updated successfully for video ");
    }

    @AdminOnly
    @PutMapping("/{channelId}/batch-restore-transcripts")
    Report restore(@PathVariable String channelId, @RequestBody RestoreBody body) {
        var items = EachTranscript.required(body.videos(), "videos", REQUIRED).stream()
                .map(item -> item == null || item.videoId() == null || item.videoId().isBlank()
                        ? EachTranscript.Item.faulty(null, "Invalid data: video_id is required")
                        : EachTranscript.Item.of(item.videoId(), editing::restoring))
                .toList();
        return Report.of("restore", each.carryOut(channelId, items), "Transcript restored successfully for video ");
    }

    /** The body of S14. */
    record EditBody(@Nullable List<@Nullable EditItem> videos) {}

    /** One transcript of S14. */
    record EditItem(
            @JsonProperty("video_id") @Nullable String videoId, @Nullable List<@Nullable LineDraft> transcript) {
        private static final EditItem NOTHING = new EditItem(null, null);

        static EachTranscript.Item of(@Nullable EditItem given) {
            return Objects.requireNonNullElse(given, NOTHING).checked();
        }

        private EachTranscript.Item checked() {
            var id = videoId == null || videoId.isBlank() ? null : videoId;
            if (id == null || transcript == null || transcript.isEmpty()) {
                return faulty(id, "video_id and transcript are required");
            }
            try {
                var lines = EditTranscript.checked(transcript);
                return EachTranscript.Item.of(id, target -> new EditTranscript(target.video(), target.seen(), lines));
            } catch (InvalidInput invalid) {
                return faulty(id, String.valueOf(invalid.getMessage()));
            }
        }

        private static EachTranscript.Item faulty(@Nullable String id, String why) {
            return EachTranscript.Item.faulty(id, "Invalid data for video %s: %s".formatted(id, why));
        }
    }

    /** The body of S16. */
    record RestoreBody(@Nullable List<@Nullable RestoreItem> videos) {}

    /** One transcript of S16. */
    record RestoreItem(@JsonProperty("video_id") @Nullable String videoId) {}

    /** The answer of S14 and S16. */
    record Report(
            String message,
            @JsonProperty("success_count") long successful,
            @JsonProperty("error_count") long failed,
            List<Result> results) {
        static Report of(String what, List<EachTranscript.Done> done, String success) {
            var tally = Tally.of(done, EachTranscript.Done::succeeded);
            return new Report(tally.message(what), tally.successful(), tally.failed(),
                    done.stream().map(one -> Result.of(one, success)).toList());
        }
    }

    /** What became of one transcript. */
    record Result(
            @JsonProperty("video_id") @JsonInclude @Nullable String videoId,
            boolean success,
            String message,
            @JsonProperty("status_code") int status) {
        static Result of(EachTranscript.Done done, String success) {
            return new Result(done.videoId(), done.succeeded(),
                    Objects.requireNonNullElseGet(done.error(), () -> success + done.videoId()), done.status());
        }
    }
}
