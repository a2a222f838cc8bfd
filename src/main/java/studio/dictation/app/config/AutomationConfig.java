package studio.dictation.app.config;

import java.time.Duration;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.automation.Automation;
import studio.dictation.app.automation.Automations;
import studio.dictation.app.settings.Settings;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;

/** Wires the automations to the event store. */
@Configuration(proxyBeanMethods = false)
class AutomationConfig {
    /** What acting upon an event takes beside waiting until reads show it. */
    private static final Duration ACTING = Duration.ofSeconds(3);

    private static final int COMMANDS_PER_EVENT = 2;

    @Bean
    Automations automations(
            List<Automation> all,
            JdbcClient jdbc,
            NodeName node,
            Settings settings,
            EventReader reader,
            EventDecoder decoder,
            EventNames names,
            AppendSignal signal) {
        var lease = settings.readYourWritesTimeout().multipliedBy(COMMANDS_PER_EVENT).plus(ACTING);
        return new Automations(all, jdbc, node.value(), lease, reader, decoder, names, signal);
    }

    /** They start when what they write can be read, and stop before. */
    @Bean
    SmartLifecycle runningAutomations(Automations automations, Settings settings) {
        return new SendsCommands(settings.role().works(), automations::start, automations::close);
    }
}
