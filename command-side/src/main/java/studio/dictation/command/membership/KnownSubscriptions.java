package studio.dictation.command.membership;

import java.util.List;
import studio.dictation.rules.Subscription;

/**
 * What is known of a learner's subscriptions.
 *
 * @param subscriptions each as it was when somebody looked last, by id
 */
public record KnownSubscriptions(List<Subscription> subscriptions) {
    public KnownSubscriptions {
        subscriptions = List.copyOf(subscriptions);
    }
}
