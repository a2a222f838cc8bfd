package studio.dictation.events.recommendation;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import studio.dictation.events.PersonalData;

/**
 * A recommendation was rejected: by an administrator, or because the channel it was approved as was listed already.
 *
 * @param accountId        the account of the learner who recommended it
 * @param recommendationId the recommendation
 * @param reason           what the learner is told
 * @param occurredAt       when it was decided; UTC, milliseconds, server clock
 */
@PersonalData
@Revision("1")
public record RecommendationRejected(UUID accountId, String recommendationId, String reason, Instant occurredAt)
        implements RecommendationEvent {}
