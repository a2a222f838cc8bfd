package studio.dictation.app.web.membership;

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
import studio.dictation.app.web.progress.ReachableVideos;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.command.membership.OpenVideo;
import studio.dictation.command.progress.OpenDictation;
import studio.dictation.events.progress.VideoTitles;
import studio.dictation.query.membership.GetQuota;
import studio.dictation.query.membership.GetQuotaState;
import studio.dictation.query.membership.QuotaStateView;
import studio.dictation.query.membership.QuotaView;

/** U13 to U15 of the contract. */
@RestController
@RequestMapping("/user")
class QuotaController {
    private final Commands commands;
    private final Queries queries;
    private final ReachableVideos videos;

    QuotaController(Commands commands, Queries queries, ReachableVideos videos) {
        this.commands = commands;
        this.queries = queries;
        this.videos = videos;
    }

    @GetMapping("/dictation_quota")
    QuotaView quota(
            @RequestParam(required = false) @Nullable String channelId,
            @RequestParam(required = false) @Nullable String videoId,
            Caller caller) {
        var wanted = Wanted.of(channelId, videoId);
        return queries.find(new GetQuota(caller.email(), wanted.channelId(), wanted.videoId()), QuotaView.class)
                .orElseThrow(() -> RequestRefused.notFound("User not found"));
    }

    @Idempotent("open-video")
    @PostMapping("/register_dictation")
    Map<String, String> register(@RequestBody Body body, Caller caller) {
        var wanted = Wanted.of(body.channelId(), body.videoId());
        var listed = videos.require(caller, wanted.channelId(), wanted.videoId());
        var video = new VideoRef(listed.channelId(), listed.videoId());
        commands.send(
                new OpenVideo(caller.accountId(), video),
                new OpenDictation(caller.accountId(), video, listed.listing(),
                        new VideoTitles(listed.channelName(), listed.title(), listed.link())));
        return Map.of("status", "success", "message", "Video registered and progress initialized");
    }

    /** Shows what is kept, and resets nothing: a cycle begins with its first video, and ends by itself. */
    @PostMapping("/init-quota")
    QuotaStateView init(Caller caller) {
        return queries.find(new GetQuotaState(caller.email()), QuotaStateView.class)
                .orElseThrow(() -> RequestRefused.notFound("User not found"));
    }

    /** The body of U14. */
    record Body(@Nullable String channelId, @Nullable String videoId) {}

    private record Wanted(String channelId, String videoId) {
        static Wanted of(@Nullable String channelId, @Nullable String videoId) {
            var wanted = new Wanted(Objects.requireNonNullElse(channelId, ""), Objects.requireNonNullElse(videoId, ""));
            new Checks()
                    .that(!wanted.channelId.isEmpty(), "channelId", "is required")
                    .that(!wanted.videoId.isEmpty(), "videoId", "is required")
                    .orRefuse("Missing channelId or videoId");
            return wanted;
        }
    }
}
