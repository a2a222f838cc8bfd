package studio.dictation.query.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a membership folded from zero, and whether everything that is kept of it agrees; answered with a
 * {@link ReplayView}.
 *
 * @param accountId whose membership
 * @param email     where Redis shows it
 * @param until     instant in the future to move the clock to; null for none
 */
public record GetReplay(UUID accountId, String email, @Nullable Instant until) {}
