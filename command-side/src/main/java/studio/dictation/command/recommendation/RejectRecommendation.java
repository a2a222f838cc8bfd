package studio.dictation.command.recommendation;

import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;

/**
 * Rejects a recommendation; nothing happens if it was rejected for that reason already. Refused with {@link RecommendationUnknown},
 * and with {@link RecommendationDecided}.
 *
 * @param recommendationId the recommendation
 * @param reason           what the learner is told, 1 to 1,000 characters; trimmed
 */
public record RejectRecommendation(String recommendationId, String reason) implements Command {
    public RejectRecommendation {
        reason = reason.strip();
        new Checks().text("reason", reason, 1, 1_000).orRefuse();
    }

    @Override
    public String streamId() {
        return Recommendation.streamId(recommendationId);
    }

    @Override
    public String toString() {
        return "RejectRecommendation[%s]".formatted(recommendationId);
    }
}
