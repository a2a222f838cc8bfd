package studio.dictation.events.recommendation;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * An administrator approved a recommendation: the channel is to be listed as said here. Whether it could be follows.
 *
 * @param accountId        the account of the learner who recommended it
 * @param recommendationId the recommendation
 * @param channelId        id the channel is to have
 * @param name             name shown
 * @param imageUrl         address of its picture
 * @param link             address of the channel, or empty
 * @param visibility       {@code public}; anything else is private
 * @param language         language spoken
 * @param occurredAt       when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record ApprovalGiven(
        UUID accountId,
        String recommendationId,
        String channelId,
        String name,
        String imageUrl,
        String link,
        String visibility,
        String language,
        Instant occurredAt)
        implements RecommendationEvent {}
