package studio.dictation.app.web.report;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.FreeMillisecond;
import studio.dictation.app.web.NewestFirst;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.app.web.progress.ReachableVideos;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.command.report.ReportError;
import studio.dictation.command.report.ReportsFull;
import studio.dictation.command.report.ReviewReport;
import studio.dictation.query.report.FindReports;
import studio.dictation.query.report.GetReports;
import studio.dictation.query.report.ReportView;
import studio.dictation.query.report.ReportsView;

/** U25 to U28 of the contract. */
@RestController
@RequestMapping("/user/video-error-reports")
class ReportController {
    private static final int PAGE = 50;

    private final Commands commands;
    private final FreeMillisecond free;
    private final Queries queries;
    private final ReachableVideos videos;

    ReportController(Commands commands, FreeMillisecond free, Queries queries, ReachableVideos videos) {
        this.commands = commands;
        this.free = free;
        this.queries = queries;
        this.videos = videos;
    }

    @PostMapping
    Reported report(@RequestBody ReportBody body, Caller caller) {
        var given = body.complete();
        ReportError.requireType(given.errorType());
        var listed = videos.require(caller, given.channelId(), given.videoId());
        requireRoom(caller);
        var video = new VideoRef(listed.channelId(), listed.videoId());
        var reported = free.send(at -> new ReportError(at, caller.accountId(), caller.email(), caller.account().username(),
                video, given.channelName(), given.videoTitle(), given.errorType(), given.description()));
        return new Reported("Video error report submitted successfully", reported.reportId());
    }

    @GetMapping
    List<ReportView> own(
            @RequestParam(defaultValue = "") String channelId, @RequestParam(defaultValue = "") String videoId, Caller caller) {
        return sent(caller).stream()
                .filter(report -> channelId.isEmpty() || report.channelId().equals(channelId))
                .filter(report -> videoId.isEmpty() || report.videoId().equals(videoId))
                .toList();
    }

    @AdminOnly
    @GetMapping("/admin")
    @ApiResponse(responseCode = "200", content = @Content(array = @ArraySchema(
            schema = @Schema(implementation = ReportView.class))))
    NewestFirst<ReportView> all(
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable Long cursor) {
        return NewestFirst.begin(
                (before, most) -> {
                    var found = queries.get(new FindReports(before, most), ReportsView.class);
                    return new NewestFirst.Page<>(found.reports(), found.next());
                },
                PAGE, limit, cursor);
    }

    @AdminOnly
    @PutMapping("/{reportId}")
    Map<String, String> review(@PathVariable String reportId, @RequestBody Review body) {
        var review = new ReviewReport(reportId, Objects.requireNonNullElse(body.status(), ""), body.adminResponse());
        commands.send(review);
        return Map.of("message", "Video error report updated successfully to " + review.status());
    }

    /** Those who report at the same moment may be let in together: this keeps a list readable, and need not be exact. */
    private void requireRoom(Caller caller) {
        if (sent(caller).size() >= ReportsFull.MOST_REPORTS) {
            throw new ReportsFull();
        }
    }

    private List<ReportView> sent(Caller caller) {
        return queries.find(new GetReports(caller.email()), ReportsView.class)
                .orElseThrow(() -> RequestRefused.notFound("User not found"))
                .reports();
    }

    /** The answer of U25. */
    record Reported(String message, String reportId) {}

    /** The body of U28. */
    record Review(@Nullable String status, @Nullable String adminResponse) {}
}
