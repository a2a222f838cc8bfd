package studio.dictation.command.billing;

import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.billing.CheckoutEnded;
import studio.dictation.events.billing.CheckoutStarted;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Protects: a page to pay on is opened once, and ends once. */
@AggregateRoot(type = Checkout.TYPE)
@Revision("1")
public class Checkout {
    static final String TYPE = "checkout";

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable String id;
    private boolean started;
    private boolean ended;

    Checkout() {}

    static String streamId(String sessionId) {
        return TYPE + ":" + sessionId;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(StartCheckout command, Clock clock) {
        if (!started) {
            var offer = command.offer();
            apply(new CheckoutStarted(command.accountId(), command.sessionId(), offer.level().text(), offer.days(),
                    Objects.requireNonNull(offer.amount()), offer.currency(), command.recurring(), clock.instant()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(EndCheckout command, Clock clock) {
        if (!ended) {
            apply(new CheckoutEnded(command.accountId(), command.sessionId(),
                    command.outcome().name().toLowerCase(Locale.ROOT), clock.instant()));
        }
    }

    @EventSourcingHandler
    void on(CheckoutStarted event) {
        id = streamId(event.sessionId());
        started = true;
    }

    @EventSourcingHandler
    void on(CheckoutEnded event) {
        id = streamId(event.sessionId());
        ended = true;
    }
}
