package studio.dictation.app.billing;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import studio.dictation.app.web.Commands;
import studio.dictation.command.membership.KnownSubscriptions;
import studio.dictation.command.membership.TellSubscriptions;
import studio.dictation.rules.Subscription;

/** Subscriptions as the membership itself knows them, not as somebody was told. */
@Component
class OurSubscriptions {
    private final Commands commands;

    OurSubscriptions(Commands commands) {
        this.commands = commands;
    }

    /** One of that account, if it is known. */
    Optional<Subscription> find(UUID accountId, String subscriptionId) {
        var outcome = commands.sendEach(List.of(List.of(new TellSubscriptions(accountId)))).getFirst();
        if (outcome.isAboutNothing()) {
            return Optional.empty();
        }
        return outcome.orThrow(KnownSubscriptions.class).subscriptions().stream()
                .filter(known -> known.id().equals(subscriptionId))
                .findFirst();
    }
}
