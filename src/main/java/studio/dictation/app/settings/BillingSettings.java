package studio.dictation.app.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import studio.dictation.command.billing.DisputePolicy;
import studio.dictation.command.billing.RefundPolicy;
import studio.dictation.command.billing.TakeBackPolicies;

/**
 * How news of payments are taken.
 *
 * @param webhookSecrets {@code STRIPE_WEBHOOK_SECRET}: each proves where news come from; none: nothing does
 * @param policies       what is taken back of a plan when its money is
 * @param retention      how long news are kept as they came, once they are applied
 * @param grace          how long a subscription stands for the plan when its next payment has not come in
 */
public record BillingSettings(List<Secret> webhookSecrets, TakeBackPolicies policies, Duration retention, Duration grace) {
    public BillingSettings {
        webhookSecrets = List.copyOf(webhookSecrets);
    }

    static BillingSettings from(Given given) {
        return new BillingSettings(
                given.text(Setting.STRIPE_WEBHOOK_SECRET) == null
                        ? List.of()
                        : given.list(Setting.STRIPE_WEBHOOK_SECRET).stream().map(Secret::new).toList(),
                new TakeBackPolicies(
                        oneOf(given, Setting.REFUND_POLICY, RefundPolicy.class),
                        oneOf(given, Setting.DISPUTE_POLICY, DisputePolicy.class)),
                Duration.ofDays(given.number(Setting.WEBHOOK_RETENTION_DAYS, 31, 3_650)),
                Duration.ofHours(given.number(Setting.SUBSCRIPTION_GRACE_HOURS, 0, 720)));
    }

    private static <E extends Enum<E>> E oneOf(Given given, Setting setting, Class<E> policies) {
        var text = given.text(setting, setting.shownDefault());
        return Arrays.stream(policies.getEnumConstants())
                .filter(policy -> spelt(policy).equals(text))
                .findFirst()
                .orElseThrow(() -> new StartRefused(setting + " must be one of "
                        + Arrays.stream(policies.getEnumConstants()).map(BillingSettings::spelt).collect(Collectors.joining(", "))));
    }

    private static String spelt(Enum<?> policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }
}
