package studio.dictation.events.recommendation;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * A recommendation was approved, and its channel is listed.
 *
 * @param accountId        the account of the learner who recommended it
 * @param recommendationId the recommendation
 * @param channelId        the channel that came of it
 * @param occurredAt       when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record RecommendationApproved(UUID accountId, String recommendationId, String channelId, Instant occurredAt)
        implements RecommendationEvent {}
