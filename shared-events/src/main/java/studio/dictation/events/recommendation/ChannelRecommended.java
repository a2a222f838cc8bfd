package studio.dictation.events.recommendation;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import studio.dictation.events.PersonalData;

/**
 * A learner recommended a channel.
 *
 * @param accountId        the learner's account
 * @param recommendationId {@code REC_} and the milliseconds of {@code submittedAt}; no other recommendation has it
 * @param name             name of the channel, as the learner wrote it
 * @param link             address of the channel, as the learner wrote it
 * @param language         language spoken, as the learner says
 * @param submittedAt      when it was recommended, moved on while another has been at that instant; UTC, milliseconds
 * @param occurredAt       when it was decided; UTC, milliseconds, server clock
 */
@PersonalData
@Revision("1")
public record ChannelRecommended(
        UUID accountId,
        String recommendationId,
        String name,
        String link,
        String language,
        Instant submittedAt,
        Instant occurredAt)
        implements RecommendationEvent {}
