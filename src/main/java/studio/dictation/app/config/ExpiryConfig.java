package studio.dictation.app.config;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import studio.dictation.app.expiry.PlanTimers;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.web.Commands;

/** Wires the timers of plans to PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class ExpiryConfig {
    @Bean
    PlanTimers planTimers(DataSource connections, Clock clock, Commands commands, NodeName node) {
        return new PlanTimers(connections, clock, commands, node.value());
    }

    /** They run when what they write can be read, and stop before. */
    @Bean
    SmartLifecycle runningPlanTimers(PlanTimers timers, Settings settings) {
        return new SendsCommands(settings.role().works(), timers::start, timers::close);
    }
}
