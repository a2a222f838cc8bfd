package studio.dictation.events.membership;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * A learner on a paid plan opened a video for the first time; it stays free to open when the plan ends.
 *
 * @param accountId  the learner's account
 * @param video      {@code channelId:videoId} that was opened
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record PaidVideoOpened(UUID accountId, String video, Instant occurredAt) implements MembershipEvent {}
