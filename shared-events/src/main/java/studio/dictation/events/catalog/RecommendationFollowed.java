package studio.dictation.events.catalog;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * A channel was listed because somebody had recommended it.
 *
 * @param channelId        the channel
 * @param recommendationId the recommendation
 * @param occurredAt       when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record RecommendationFollowed(String channelId, String recommendationId, Instant occurredAt) implements CatalogEvent {}
