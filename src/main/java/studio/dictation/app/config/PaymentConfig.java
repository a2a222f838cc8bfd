package studio.dictation.app.config;

import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.settings.StripeSettings;
import studio.dictation.app.stripe.StripeGateway;
import studio.dictation.command.billing.PaymentGateway;
import studio.dictation.command.billing.PlanCatalogue;
import studio.dictation.command.billing.PlanOffer;
import studio.dictation.rules.PlanLevel;

/** Wires the payment provider, and what is sold. */
@Configuration(proxyBeanMethods = false)
class PaymentConfig {
    @Bean
    @Lazy
    PaymentGateway paymentGateway(Settings settings) {
        return new StripeGateway(settings.stripe());
    }

    @Bean
    PlanCatalogue planCatalogue(Settings settings) {
        var stripe = settings.stripe();
        return new PlanCatalogue(Arrays.stream(PlanLevel.values())
                .filter(level -> isSold(level, stripe))
                .map(level -> new PlanOffer(level, level.catalogueDays(), stripe.prices().get(level), stripe.currency()))
                .toList());
    }

    private static boolean isSold(PlanLevel level, StripeSettings stripe) {
        return stripe.prices().containsKey(level)
                || stripe.priceIds().keySet().stream().anyMatch(price -> price.level() == level);
    }
}
