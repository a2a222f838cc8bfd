package studio.dictation.app.web.recommendation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
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
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.recommendation.ApproveRecommendation;
import studio.dictation.command.recommendation.RecommendChannel;
import studio.dictation.command.recommendation.RejectRecommendation;
import studio.dictation.query.recommendation.FindRecommendations;
import studio.dictation.query.recommendation.FindSubmittedRecommendations;
import studio.dictation.query.recommendation.GetRecommendation;
import studio.dictation.query.recommendation.RecommendationView;
import studio.dictation.query.recommendation.SubmittedRecommendationView;
import studio.dictation.query.recommendation.SubmittedRecommendationsView;

/** U17 to U20 of the contract. */
@RestController
@RequestMapping("/user/channel-recommendations")
class RecommendationController {
    private static final int PAGE = 50;

    private final Commands commands;
    private final FreeMillisecond free;
    private final Queries queries;

    RecommendationController(Commands commands, FreeMillisecond free, Queries queries) {
        this.commands = commands;
        this.free = free;
        this.queries = queries;
    }

    @GetMapping
    List<RecommendationView> own(Caller caller) {
        return queries.list(new FindRecommendations(caller.email()), RecommendationView.class);
    }

    @PostMapping
    Submitted recommend(@RequestBody Body body, Caller caller) {
        var waiting = (int) own(caller).stream().filter(RecommendationView::isPending).count();
        var sent = free.send(at ->
                new RecommendChannel(at, caller.accountId(), text(body.name), text(body.link), text(body.language), waiting));
        return new Submitted("Channel recommendation submitted successfully", RecommendationView.submitted(
                sent.recommendationId(), sent.name(), sent.link(), sent.at().toEpochMilli(), sent.language()));
    }

    @AdminOnly
    @GetMapping("/admin")
    @ApiResponse(responseCode = "200", content = @Content(array = @ArraySchema(
            schema = @Schema(implementation = SubmittedRecommendationView.class))))
    NewestFirst<SubmittedRecommendationView> all(
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable Long cursor) {
        return NewestFirst.begin(
                (before, most) -> {
                    var found = queries.get(new FindSubmittedRecommendations(before, most), SubmittedRecommendationsView.class);
                    return new NewestFirst.Page<>(found.recommendations(), found.next());
                },
                PAGE, limit, cursor);
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
