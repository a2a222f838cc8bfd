package studio.dictation.command.billing;

import java.util.List;
import java.util.Optional;
import studio.dictation.rules.PlanLevel;

/**
 * What is sold. What somebody pays and gets is said here, and never by whoever asks.
 *
 * @param offers at most one of each paid plan
 */
public record PlanCatalogue(List<PlanOffer> offers) {
    public PlanCatalogue {
        offers = List.copyOf(offers);
    }

    /** The offer of that plan, if it is sold. */
    public Optional<PlanOffer> offer(PlanLevel level) {
        return offers.stream().filter(offer -> offer.level() == level).findFirst();
    }
}
