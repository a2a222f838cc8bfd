package studio.dictation.app.web.progress;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.idempotency.Idempotent;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.command.progress.SaveProgress;
import studio.dictation.events.progress.VideoTitles;
import studio.dictation.query.progress.DurationsView;
import studio.dictation.query.progress.GetDurations;
import studio.dictation.query.progress.GetProgress;
import studio.dictation.query.progress.ProgressView;

/** U1, U2 and U6 of the contract. */
@RestController
@RequestMapping("/user")
class ProgressController {
    private static final String SAVED = "Dictation progress and video duration updated successfully";

    private final Commands commands;
    private final Queries queries;
    private final ReachableVideos videos;
    private final Clock clock;

    ProgressController(Commands commands, Queries queries, ReachableVideos videos, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.videos = videos;
        this.clock = clock;
    }

    @Idempotent("save-progress")
    @PostMapping("/progress")
    Saved save(@RequestBody ProgressBody body, Caller caller) {
        var given = body.complete();
        var listed = videos.require(caller, given.channelId(), given.videoId());
        var video = new VideoRef(listed.channelId(), listed.videoId());
        var titles = new VideoTitles(listed.channelName(), listed.title(), listed.link());
        commands.send(new SaveProgress(caller.accountId(), video, listed.listing(), titles, given.userInput(),
                given.currentTime(), given.overallCompletion(), given.studiedMillis()));
        return queries.findIfReachable(new GetDurations(caller.email()), DurationsView.class)
                .map(durations -> Saved.of(durations, video, today()))
                .orElseGet(() -> {
                    commands.notYetVisible();
                    return new Saved(SAVED, null, null, null, null);
                });
    }

    @GetMapping("/progress")
    Progress progress(
            @RequestParam(required = false) @Nullable String channelId,
            @RequestParam(required = false) @Nullable String videoId,
            Caller caller) {
        var channel = Objects.requireNonNullElse(channelId, "");
        var video = Objects.requireNonNullElse(videoId, "");
        new Checks()
                .that(!channel.isEmpty(), "channelId", "is required")
                .that(!video.isEmpty(), "videoId", "is required")
                .orRefuse("channelId and videoId are required");
        var stored = queries.find(new GetProgress(caller.email(), channel, video), ProgressView.class)
                .orElseThrow(() -> RequestRefused.notFound("User not found"));
        if (stored.userInput() == null) {
            videos.require(caller, channel, video);
        }
        return Progress.of(channel, video, stored);
    }

    @GetMapping("/duration")
    Map<String, Object> durations(Caller caller) {
        var durations = queries.find(new GetDurations(caller.email()), DurationsView.class)
                .orElseThrow(() -> RequestRefused.notFound("User not found"));
        return Map.of("totalDuration", durations.total(), "dailyDurations", durations.daily());
    }

    private String today() {
        return Long.toString(clock.instant().truncatedTo(ChronoUnit.DAYS).toEpochMilli());
    }

    /** The answer of U1; seconds, all of them summed up. The sums are absent while reads are out of reach. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Saved(
            String message,
            @Nullable Number videoDuration,
            @Nullable Number channelTotalDuration,
            @Nullable Number totalDuration,
            @Nullable Number dailyDuration) {
        static Saved of(DurationsView durations, VideoRef video, String day) {
            return new Saved(
                    SAVED,
                    durations.videos().getOrDefault(video.key(), 0),
                    durations.channels().getOrDefault(video.channelId(), 0),
                    durations.total(),
                    durations.daily().getOrDefault(day, 0));
        }
    }

    /** A dictation as the clients read it, {@code userInput} empty text when there is none. */
    record Stored(
            String channelId, String videoId, Object userInput, Number currentTime, Number overallCompletion) {}

    /** The answer of U2: the dictation, and once more under {@code progress} as the guide has it (contract C11). */
    record Progress(
            String channelId,
            String videoId,
            Object userInput,
            Number currentTime,
            Number overallCompletion,
            Stored progress) {
        static Progress of(String channelId, String videoId, ProgressView stored) {
            var typed = Objects.<Object>requireNonNullElse(stored.userInput(), "");
            var time = stored.currentTime();
            var completion = stored.overallCompletion();
            return new Progress(channelId, videoId, typed, time, completion,
                    new Stored(channelId, videoId, typed, time, completion));
        }
    }
}
