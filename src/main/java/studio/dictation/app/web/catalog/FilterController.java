package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
import studio.dictation.app.web.Problems;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.app.web.catalog.TranscriptEditing.Target;
import studio.dictation.command.catalog.ApplyFilters;
import studio.dictation.command.catalog.FilteredTranscript;
import studio.dictation.command.catalog.SetTranscriptFilters;
import studio.dictation.command.catalog.TranscriptFilters;
import studio.dictation.command.kernel.Rejection;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.query.catalog.GetTranscriptFilters;
import studio.dictation.query.catalog.TranscriptFiltersView;

/** S19 to S22 of the contract. */
@RestController
@RequestMapping("/service")
class FilterController {
    private final Commands commands;
    private final Queries queries;
    private final TranscriptEditing editing;
    private final EachTranscript each;
    private final Problems problems;

    FilterController(
            Commands commands, Queries queries, TranscriptEditing editing, EachTranscript each, Problems problems) {
        this.commands = commands;
        this.queries = queries;
        this.editing = editing;
        this.each = each;
        this.problems = problems;
    }

    @GetMapping("/{channelId}/transcript-filters")
    TranscriptFiltersView filters(@PathVariable String channelId, Caller caller) {
        return find(channelId, caller.isAdmin());
    }

    @AdminOnly
    @PostMapping("/{channelId}/transcript-filters")
    Saved save(@PathVariable String channelId, @RequestBody Body body) {
        var filters = TranscriptFilters.of(body.filters());
        // An id that is none is that of no channel.
        var channel = find(channelId, true).channelId();
        commands.send(new SetTranscriptFilters(channel, filters));
        var message = "Successfully saved %d filters for channel %s".formatted(filters.texts().size(), channelId);
        return new Saved(message, filters.texts());
    }

    @AdminOnly
    @PostMapping("/{channelId}/{videoId}/apply-filters")
    Applied apply(
            @PathVariable String channelId,
            @PathVariable String videoId,
            @RequestBody Body body,
            HttpServletRequest request,
            HttpServletResponse response) {
        var filters = TranscriptFilters.of(body.filters());
        try {
            var state = editing.state(channelId, videoId, true)
                    .orElseThrow(() -> RequestRefused.notFound(TranscriptEditing.missing(channelId, videoId)));
            var filtered = editing.edit(Target.of(channelId, state), request,
                    target -> new ApplyFilters(target.video(), target.seen(), filters), FilteredTranscript.class);
            TranscriptTags.show(filtered.version(), state.title(), response);
            return Applied.of(channelId, videoId, filtered);
        } catch (Rejection | RequestRefused refused) {
            throw RequestRefused.about(Map.of("channel_id", channelId, "video_id", videoId), problems.of(refused));
        }
    }

    @AdminOnly
    @PostMapping("/{channelId}/batch-apply-filters")
    Report applyToEach(@PathVariable String channelId, @RequestBody BatchBody body) {
        var ids = EachTranscript.required(body.videoIds(), "video_ids", "Video IDs list is required");
        var filters = TranscriptFilters.of(body.filters());
        var items = ids.stream()
                .map(id -> id == null || id.isBlank()
                        ? EachTranscript.Item.faulty(null, "Invalid data: video_id is required")
                        : EachTranscript.Item.of(
                                id, target -> new ApplyFilters(target.video(), target.seen(), filters)))
                .toList();
        return Report.of(channelId, filters.texts().size(), each.carryOut(channelId, items));
    }

    private TranscriptFiltersView find(String channelId, boolean seesAll) {
        return queries.find(new GetTranscriptFilters(channelId, seesAll), TranscriptFiltersView.class)
                .orElseThrow(() -> RequestRefused.notFound("Channel not found"));
    }

    /** The body of S20 and S21. */
    record Body(@Nullable List<@Nullable String> filters) {}

    /** The body of S22. */
    record BatchBody(
            @JsonProperty("video_ids") @Nullable List<@Nullable String> videoIds,
            @Nullable List<@Nullable String> filters) {}

    /** The answer of S20. */
    record Saved(String message, List<String> filters) {}

    /** The answer of S21. */
    record Applied(
            String message,
            @JsonProperty("channel_id") String channelId,
            @JsonProperty("video_id") String videoId,
            @JsonProperty("filters_applied") int filters,
            @JsonProperty("total_changes") int total,
            @JsonProperty("filter_stats") Map<String, Integer> matches,
            List<TranscriptLine> transcript) {
        static Applied of(String channelId, String videoId, FilteredTranscript filtered) {
            int filters = filtered.matches().size();
            return new Applied("Successfully applied %d filters to video transcript".formatted(filters), channelId,
                    videoId, filters, filtered.total(), filtered.matches(), filtered.lines());
        }
    }

    /** The answer of S22. */
    record Report(
            String message,
            @JsonProperty("channel_id") String channelId,
            @JsonProperty("total_videos") int total,
            @JsonProperty("success_count") long successful,
            @JsonProperty("error_count") long failed,
            @JsonProperty("filters_applied") int filters,
            List<Result> results) {
        static Report of(String channelId, int filters, List<EachTranscript.Done> done) {
            var tally = Tally.of(done, EachTranscript.Done::succeeded);
            return new Report(tally.message("filter application"), channelId, done.size(), tally.successful(), tally.failed(), filters,
                    done.stream().map(Result::of).toList());
        }
    }

    /** What became of one transcript; what it is now is absent if nothing became of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            @JsonProperty("video_id") @JsonInclude @Nullable String videoId,
            boolean success,
            String message,
            @JsonProperty("status_code") int status,
            @JsonProperty("total_changes") @Nullable Integer total,
            @JsonProperty("filter_stats") @Nullable Map<String, Integer> matches,
            @JsonProperty("filters_applied") @Nullable Integer filters,
            @Nullable List<TranscriptLine> transcript) {
        static Result of(EachTranscript.Done done) {
            return Optional.ofNullable(done.error())
                    .map(error -> new Result(done.videoId(), false, error, done.status(), null, null, null, null))
                    .orElseGet(() -> of(done, done.outcome().orThrow(FilteredTranscript.class)));
        }

        private static Result of(EachTranscript.Done done, FilteredTranscript filtered) {
            return new Result(done.videoId(), true, message(filtered), done.status(), filtered.total(),
                    filtered.matches(), filtered.matches().size(), filtered.lines());
        }

        private static String message(FilteredTranscript filtered) {
            if (filtered.total() == 0) {
                return "No filter matches found in this transcript";
            }
            var each = filtered.matches().entrySet().stream()
                    .filter(match -> match.getValue() > 0)
                    .map(match -> "'%s': %d times".formatted(match.getKey(), match.getValue()))
                    .collect(Collectors.joining(", "));
            return "Filters applied: %s (Total: %d changes)".formatted(each, filtered.total());
        }
    }
}
