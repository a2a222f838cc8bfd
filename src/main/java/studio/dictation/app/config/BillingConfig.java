package studio.dictation.app.config;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.billing.Inbox;
import studio.dictation.app.billing.InboxWorker;
import studio.dictation.app.billing.PaymentApplication;
import studio.dictation.app.billing.ReconciliationSchedule;
import studio.dictation.app.settings.Settings;

/** Wires what the payment provider tells to PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class BillingConfig {
    @Bean
    Inbox inbox(JdbcClient jdbc) {
        return new Inbox(jdbc);
    }

    @Bean
    InboxWorker inboxWorker(Inbox inbox, PaymentApplication application, NodeName node, Settings settings,
            MeterRegistry meters) {
        return new InboxWorker(
                inbox, application, node.value(), settings.billing().retention(), settings.role().works(), meters);
    }

    /**
     * It starts when what it writes can be read, and stops before. Without a key the provider can't be asked, so what came waits.
     * A node that applies nothing has it all the same, to hear of what others have applied.
     */
    @Bean
    SmartLifecycle runningInbox(InboxWorker worker, Settings settings) {
        return new SendsCommands(settings.stripe().key() != null, worker::start, worker::close);
    }

    @Bean
    SmartLifecycle runningReconciliation(ReconciliationSchedule schedule, Settings settings) {
        return new SendsCommands(settings.role().works(), schedule::start, schedule::close);
    }
}
