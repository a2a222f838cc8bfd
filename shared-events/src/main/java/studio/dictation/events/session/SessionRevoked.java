package studio.dictation.events.session;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * A sign-in was taken back: its access token and every refresh token of its family are worthless from here on.
 *
 * @param accountId       whose sign-in it was
 * @param family          id that all refresh tokens of the sign-in share
 * @param tokenId         {@code jti} of the access token that asked for it
 * @param tokenExpiresAt  when that access token expires by itself
 * @param familyExpiresAt when the last refresh token of the family expires by itself
 * @param occurredAt      when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record SessionRevoked(
        UUID accountId,
        String family,
        String tokenId,
        Instant tokenExpiresAt,
        Instant familyExpiresAt,
        Instant occurredAt)
        implements SessionEvent {}
