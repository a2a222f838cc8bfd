package studio.dictation.query.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * Asks for a membership as it stood; answered with a {@link StateView}.
 *
 * @param accountId whose membership
 * @param instant   by what was recorded until then, that instant included
 */
public record GetStateAt(UUID accountId, Instant instant) {}
