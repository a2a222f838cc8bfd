package studio.dictation.command.recommendation;

import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Command;

/**
 * Says what came of an approval; nothing happens if that was said already. Refused with {@link RecommendationUnknown}.
 *
 * @param recommendationId the recommendation
 * @param obstacle         why the channel could not be listed; null if it is
 */
public record ConcludeApproval(String recommendationId, @Nullable String obstacle) implements Command {
    @Override
    public String streamId() {
        return Recommendation.streamId(recommendationId);
    }
}
