package studio.dictation.command.billing;

import java.util.Objects;
import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Notes that a page was opened for somebody to pay on. The same page twice is noted once.
 *
 * @param accountId who gets the plan
 * @param sessionId the provider's id of the page
 * @param offer     what is sold, with its price
 * @param recurring whether it is paid again and again
 */
public record StartCheckout(UUID accountId, String sessionId, PlanOffer offer, boolean recurring) implements Command {
    public StartCheckout {
        ProviderIds.check("sessionId", sessionId);
        Objects.requireNonNull(offer.amount(), "What is paid is known once the page is there");
    }

    @Override
    public String streamId() {
        return Checkout.streamId(sessionId);
    }
}
