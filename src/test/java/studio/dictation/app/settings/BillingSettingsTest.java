package studio.dictation.app.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import studio.dictation.command.billing.DisputePolicy;
import studio.dictation.command.billing.RefundPolicy;
import studio.dictation.command.billing.TakeBackPolicies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BillingSettingsTest {
    @Test
    void takeBackWhatWasGivenBackAndTrustNobody() {
        assertThat(billing()).isEqualTo(new BillingSettings(
                List.of(), new TakeBackPolicies(RefundPolicy.FULL, DisputePolicy.SUSPEND), Duration.ofDays(90),
                Duration.ofHours(72)));
    }

    @Test
    void knowSeveralSecretsWhileTheyAreRolled() {
        assertThat(billing("STRIPE_WEBHOOK_SECRET=whsec_1, whsec_2").webhookSecrets()).extracting(Secret::value)
                .containsExactly("whsec_1", "whsec_2");
    }

    @Test
    void knowOtherPolicies() {
        assertThat(billing("REFUND_POLICY=proportional", "DISPUTE_POLICY=lost", "WEBHOOK_RETENTION_DAYS=31",
                        "SUBSCRIPTION_GRACE_HOURS=0"))
                .isEqualTo(new BillingSettings(List.of(),
                        new TakeBackPolicies(RefundPolicy.PROPORTIONAL, DisputePolicy.LOST), Duration.ofDays(31),
                        Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REFUND_POLICY=some", "REFUND_POLICY=FULL", "DISPUTE_POLICY=none", "WEBHOOK_RETENTION_DAYS=30"})
    void knowNoOthers(String setting) {
        assertThatExceptionOfType(StartRefused.class).isThrownBy(() -> billing(setting))
                .withMessageContaining(setting.substring(0, setting.indexOf('=')));
    }

    private static BillingSettings billing(String... settings) {
        Map<String, Object> values = new HashMap<>();
        for (var setting : settings) {
            values.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        var environment = new StandardEnvironment();
        environment.getPropertySources().forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment.getPropertySources().addFirst(new MapPropertySource("given", values));
        return BillingSettings.from(new Given(environment));
    }
}
