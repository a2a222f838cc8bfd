package studio.dictation.command.session;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.session.SessionRevoked;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Protects: a revocation is recorded once for each access token that asks for it. */
@AggregateRoot(type = Session.TYPE)
@Revision("1")
public class Session {
    static final String TYPE = "session";

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable String id;
    private Set<String> revokedTokens = new HashSet<>();

    Session() {}

    static String streamId(String family) {
        return TYPE + ":" + family;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(RevokeSession command, Clock clock) {
        if (!revokedTokens.contains(command.tokenId())) {
            apply(new SessionRevoked(command.accountId(), command.family(), command.tokenId(),
                    command.tokenExpiresAt(), command.familyExpiresAt(), clock.instant()));
        }
    }

    @EventSourcingHandler
    void on(SessionRevoked event) {
        id = streamId(event.family());
        revokedTokens.add(event.tokenId());
    }
}
