package studio.dictation.command.membership;

import java.time.Duration;

/**
 * How long a subscription stands for the plan when its next payment is due and has not come in.
 *
 * @param length zero or more
 */
public record SubscriptionGrace(Duration length) {
    public SubscriptionGrace {
        if (length.isNegative()) {
            throw new IllegalArgumentException("A grace of less than nothing");
        }
    }
}
