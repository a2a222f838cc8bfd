package studio.dictation.app.config;

import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import studio.dictation.app.axonserver.AxonServerHealth;
import studio.dictation.app.axonserver.AxonServerLink;
import studio.dictation.app.settings.AxonServerAddress;
import studio.dictation.app.web.Problems;

/** Wires the routing of commands to Axon Server, where there is one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(AxonServerAddress.class)
class AxonServerConfig {
    @Bean
    AxonServerLink axonServerLink(
            AxonServerAddress address,
            NodeName node,
            CommandConfig.Decider decider,
            @Qualifier("messageSerializer") Serializer serializer,
            Problems problems) {
        return new AxonServerLink(address, node.value(), decider.bus(), EventStoreConfig.COMMAND_CONNECTIONS, serializer, problems);
    }

    @Bean
    AxonServerHealth axonServerHealthIndicator(AxonServerLink link) {
        return new AxonServerHealth(link);
    }
}
