package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Outcome;
import studio.dictation.app.web.Problems;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.catalog.ReviseVideo;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.query.catalog.FindVideos;
import studio.dictation.query.catalog.VideoView;

/** S18 of the contract. */
@RestController
@RequestMapping("/service")
class BatchVisibilityController {
    private final Commands commands;
    private final Queries queries;
    private final Problems problems;

    BatchVisibilityController(Commands commands, Queries queries, Problems problems) {
        this.commands = commands;
        this.queries = queries;
        this.problems = problems;
    }

    @AdminOnly
    @PutMapping("/{channelId}/batch-visibility-update")
    Report update(@PathVariable String channelId, @RequestBody(required = false) @Nullable Body body) {
        var visibility = Objects.requireNonNullElse(body, Body.NOTHING).valid();
        var changes = queries.list(new FindVideos(channelId, "all", true), VideoView.class).stream()
                .map(VideoView::videoId)
                .sorted()
                .map(videoId -> ReviseVideo.visibility(new VideoRef(channelId, videoId), visibility))
                .toList();
        if (changes.isEmpty()) {
            throw RequestRefused.notFound("No videos found in channel " + channelId);
        }
        var outcomes = commands.sendEach(changes.stream().map(List::of).toList());
        return Report.of(channelId, visibility, IntStream.range(0, changes.size())
                .mapToObj(i -> result(changes.get(i).video().videoId(), outcomes.get(i)))
                .toList());
    }

    private Result result(String videoId, Outcome outcome) {
        return outcome.failed()
                .map(problems::ofItem)
                .map(problem -> new Result(videoId, false, problem.error(), problem.status()))
                .orElseGet(() -> new Result(videoId, true,
                        "Video %s visibility updated successfully".formatted(videoId), HttpStatus.OK.value()));
    }

    /** The body of S18. */
    record Body(@Nullable String visibility) {
        static final Body NOTHING = new Body(null);

        String valid() {
            var given = visibility == null ? "" : visibility.strip();
            new Checks()
                    .that(!given.isEmpty(), "visibility", "is required")
                    .orRefuse("Visibility parameter is required");
            new Checks().text("visibility", given, 1, 32).orRefuse();
            return given;
        }
    }

    /** The answer of S18. */
    record Report(
            String message,
            @JsonProperty("channel_id") String channelId,
            @JsonProperty("new_visibility") String visibility,
            @JsonProperty("total_videos") int total,
            @JsonProperty("success_count") long successful,
            @JsonProperty("error_count") long failed,
            List<Result> results) {
        static Report of(String channelId, String visibility, List<Result> results) {
            var tally = Tally.of(results, Result::success);
            return new Report(tally.message("visibility update"), channelId, visibility, results.size(), tally.successful(),
                    tally.failed(), results);
        }
    }

    /** What became of one video. */
    record Result(
            @JsonProperty("video_id") String videoId,
            boolean success,
            String message,
            @JsonProperty("status_code") int status) {}
}
