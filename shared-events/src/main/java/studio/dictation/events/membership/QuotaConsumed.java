package studio.dictation.events.membership;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * A learner on the free plan opened a video that counts against the cycle; it is known, and free, from here on.
 *
 * @param accountId      the learner's account
 * @param video          {@code channelId:videoId} that was opened
 * @param videosInCycle  the videos counted in this cycle, oldest first, the new one last; 1 to {@code limit}
 * @param limit          videos allowed per cycle when this was decided
 * @param cycleStartedAt first instant of the cycle; UTC, milliseconds
 * @param firstStartedAt first instant of the first cycle ever, the anchor of all later ones; UTC, milliseconds
 * @param occurredAt     when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record QuotaConsumed(
        UUID accountId,
        String video,
        List<String> videosInCycle,
        int limit,
        Instant cycleStartedAt,
        Instant firstStartedAt,
        Instant occurredAt)
        implements MembershipEvent {
    public QuotaConsumed {
        videosInCycle = List.copyOf(videosInCycle);
    }
}
