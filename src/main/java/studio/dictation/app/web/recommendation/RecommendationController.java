package studio.dictation.app.web.recommendation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
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
import studio.dictation.app.web.Queries;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.MillisecondTaken;
import studio.dictation.command.recommendation.ApproveRecommendation;
import studio.dictation.command.recommendation.RecommendChannel;
import studio.dictation.command.recommendation.RejectRecommendation;
import studio.dictation.query.recommendation.FindRecommendations;
import studio.dictation.query.recommendation.GetRecommendation;
import studio.dictation.query.recommendation.RecommendationView;
import studio.dictation.query.recommendation.SubmittedRecommendationView;

/** U17 to U20 of the contract. */
@RestController
@RequestMapping("/user/channel-recommendations")
class RecommendationController {
    /** Other nodes take milliseconds, too; that they have taken so many in a row is not to be expected. */
    private static final int ATTEMPTS = 1_000;

    private static final int MOST = 1_000;

    private final Commands commands;
    private final Queries queries;
    private final Clock clock;
    private final AtomicLong lastMillis = new AtomicLong();

    RecommendationController(Commands commands, Queries queries, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.clock = clock;
    }

    @GetMapping
    List<RecommendationView> own(Caller caller) {
        return queries.list(new FindRecommendations(caller.email()), RecommendationView.class);
    }

    @PostMapping
    Submitted recommend(@RequestBody Body body, Caller caller) {
        var waiting = (int) own(caller).stream().filter(RecommendationView::isPending).count();
        var sent = sendAtFreeMillisecond(body, caller, waiting);
        return new Submitted("Channel recommendation submitted successfully", RecommendationView.submitted(
                sent.recommendationId(), sent.name(), sent.link(), sent.at().toEpochMilli(), sent.language()));
    }

    @AdminOnly
    @GetMapping("/admin")
    List<SubmittedRecommendationView> all(
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor) {
        new Checks()
                .that(limit == null || (limit >= 1 && limit <= MOST), "limit", "must be a whole number from 1 to 1,000")
                .that(cursor == null || RecommendationPages.isCursor(cursor), "cursor", "is none that was given out")
                .orRefuse();
        return RecommendationPages.read(queries, cursor, limit);
    }

    @AdminOnly
    @PutMapping("/{recommendationId}")
    Decided decide(@PathVariable String recommendationId, @RequestBody Decision body) {
        var isApproval = body.isApproval();
        if (isApproval) {
            commands.sendFollowed(body.approval(recommendationId));
        } else {
            commands.send(body.rejection(recommendationId));
        }
        var seen = queries.findIfReachable(new GetRecommendation(recommendationId), SubmittedRecommendationView.class)
                .map(SubmittedRecommendationView::recommendation)
                .orElse(null);
        if (seen == null || seen.isPending()) {
            // Also where the same was decided a moment before, and is still being carried out.
            commands.notYetVisible();
        }
        return Decided.of(isApproval && (seen == null || !seen.isRejected()), seen);
    }

    /** The milliseconds name the recommendation, and no other may have that name. */
    private RecommendChannel sendAtFreeMillisecond(Body body, Caller caller, int waiting) {
        for (int attempt = 1; ; attempt++) {
            var at = Instant.ofEpochMilli(lastMillis.updateAndGet(last -> Math.max(last + 1, clock.millis())));
            var command = new RecommendChannel(at, caller.accountId(), text(body.name), text(body.link), text(body.language), waiting);
            try {
                commands.send(command);
                return command;
            } catch (MillisecondTaken taken) {
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }

    /** The body of U18. */
    record Body(@Nullable String name, @Nullable String link, @Nullable String language) {}

    /** The answer of U18. */
    record Submitted(String message, RecommendationView recommendation) {}

    /** The body of U20: what the channel is to be, or why there will be none. */
    record Decision(
            @Nullable String status,
            @Nullable String channelId,
            @Nullable String name,
            @Nullable String imageUrl,
            @Nullable String visibility,
            @Nullable String link,
            @Nullable String language,
            @Nullable String reason) {
        private static final String APPROVED = "approved";
        private static final String REJECTED = "rejected";

        boolean isApproval() {
            new Checks()
                    .that(APPROVED.equals(status) || REJECTED.equals(status), "status", "must be approved or rejected")
                    .orRefuse();
            return APPROVED.equals(status);
        }

        ApproveRecommendation approval(String recommendationId) {
            return new ApproveRecommendation(recommendationId, given(channelId, ""), given(name, ""), given(imageUrl, ""),
                    given(link, ""), given(visibility, "public"), given(language, "en"));
        }

        RejectRecommendation rejection(String recommendationId) {
            return new RejectRecommendation(recommendationId, given(reason, "No reason provided"));
        }

        private static String given(@Nullable String text, String otherwise) {
            return text == null || text.isBlank() ? otherwise : text;
        }
    }

    /** The answer of U20; the recommendation is absent while reads are out of reach. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Decided(String message, @Nullable RecommendationView recommendation) {
        static Decided of(boolean isApproval, @Nullable RecommendationView seen) {
            return new Decided(
                    isApproval ? "Recommendation approved successfully" : "Recommendation rejected successfully", seen);
        }
    }
}
