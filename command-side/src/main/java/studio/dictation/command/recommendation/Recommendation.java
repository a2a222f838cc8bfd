package studio.dictation.command.recommendation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.MillisecondTaken;
import studio.dictation.events.recommendation.ApprovalGiven;
import studio.dictation.events.recommendation.ChannelRecommended;
import studio.dictation.events.recommendation.RecommendationApproved;
import studio.dictation.events.recommendation.RecommendationRejected;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Protects: a recommendation's id is that of no other, and it is decided once. */
@AggregateRoot(type = Recommendation.TYPE)
@Revision("1")
public class Recommendation {
    static final String TYPE = "recommendation";

    private static final String PREFIX = "REC_";
    private static final Pattern ID = Pattern.compile(PREFIX + "[0-9]{1,15}");

    @AggregateIdentifier
    private @Nullable String id;
    private @Nullable UUID accountId;
    /** As what it was approved, from the channel's id on; nothing before that. */
    private List<String> approval = List.of();
    private @Nullable String rejection;
    private boolean isConcluded;

    Recommendation() {}

    static String recommendationId(Instant at) {
        return PREFIX + at.toEpochMilli();
    }

    static String streamId(String recommendationId) {
        if (!ID.matcher(recommendationId).matches()) {
            throw new RecommendationUnknown();
        }
        return TYPE + ":" + recommendationId;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(RecommendChannel command, Clock clock) {
        if (id != null) {
            throw new MillisecondTaken();
        }
        if (command.waiting() >= RecommendChannel.MOST_WAITING) {
            throw new TooManyRecommendations();
        }
        apply(new ChannelRecommended(command.accountId(), command.recommendationId(), command.name(), command.link(),
                command.language(), command.at(), clock.instant()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(ApproveRecommendation command, Clock clock) {
        var learner = known();
        var wanted = command.channel();
        if (wanted.equals(approval)) {
            return; // approved so already, whatever came of it
        }
        requireUndecided();
        apply(new ApprovalGiven(learner, command.recommendationId(), command.channelId(), command.name(),
                command.imageUrl(), command.link(), command.visibility(), command.language(), clock.instant()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(RejectRecommendation command, Clock clock) {
        var learner = known();
        if (command.reason().equals(rejection)) {
            return;
        }
        requireUndecided();
        apply(new RecommendationRejected(learner, command.recommendationId(), command.reason(), clock.instant()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(ConcludeApproval command, Clock clock) {
        var learner = known();
        if (isConcluded || approval.isEmpty()) {
            return; // concluded before
        }
        var now = clock.instant();
        apply(command.obstacle() == null
                ? new RecommendationApproved(learner, command.recommendationId(), approval.getFirst(), now)
                : new RecommendationRejected(learner, command.recommendationId(), command.obstacle(), now));
    }

    @EventSourcingHandler
    void on(ChannelRecommended event) {
        id = streamId(event.recommendationId());
        accountId = event.accountId();
    }

    @EventSourcingHandler
    void on(ApprovalGiven event) {
        approval = List.of(event.channelId(), event.name(), event.imageUrl(), event.link(), event.visibility(),
                event.language());
    }

    @EventSourcingHandler(payloadType = RecommendationApproved.class)
    void onApproved() {
        isConcluded = true;
    }

    @EventSourcingHandler
    void on(RecommendationRejected event) {
        rejection = event.reason();
        isConcluded = true;
    }

    /** The learner's account. */
    private UUID known() {
        if (id == null) {
            throw new RecommendationUnknown();
        }
        return Objects.requireNonNull(accountId);
    }

    private void requireUndecided() {
        if (isConcluded || !approval.isEmpty()) {
            throw new RecommendationDecided();
        }
    }
}
