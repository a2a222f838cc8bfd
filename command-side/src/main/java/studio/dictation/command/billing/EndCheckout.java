package studio.dictation.command.billing;

import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Notes that nothing was paid on a page and nothing will be. A page ends once, whether or not its start was noted before.
 *
 * @param accountId who would have got the plan
 * @param sessionId the provider's id of the page
 * @param outcome   how it ended
 */
public record EndCheckout(UUID accountId, String sessionId, Outcome outcome) implements Command {
    /** How a page ends on which nothing is paid. */
    public enum Outcome {
        /** Nobody paid in time. */
        EXPIRED,
        /** A payment that takes days did not arrive. */
        FAILED
    }

    public EndCheckout {
        ProviderIds.check("sessionId", sessionId);
    }

    @Override
    public String streamId() {
        return Checkout.streamId(sessionId);
    }
}
