package studio.dictation.app.config;

import java.time.Clock;
import java.util.Objects;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.type.AnnotatedTypeMetadata;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.tracing.TracedAppends;
import studio.dictation.app.tracing.TracedBatches;
import studio.dictation.app.tracing.TracedCommands;
import studio.dictation.app.tracing.TracedRequests;
import studio.dictation.app.tracing.Traces;

/** Wires traces to where they begin and pass, if the operator says where to send them; else nothing of it is loaded. */
@Configuration(proxyBeanMethods = false)
@Conditional(TracingConfig.Wanted.class)
class TracingConfig {
    /** Within the filter that gives every request its id. */
    private static final int BEHIND_EDGE = Ordered.HIGHEST_PRECEDENCE + 1;

    /** Whether traces are sent anywhere. */
    static final class Wanted implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Objects.requireNonNull(context.getBeanFactory()).getBean(Settings.class).observation().traces() != null;
        }
    }

    @Bean
    Traces traces(Settings settings, NodeName node) {
        return new Traces(Objects.requireNonNull(settings.observation().traces()), node.value());
    }

    @Bean
    FilterRegistrationBean<TracedRequests> tracedRequests(Traces traces) {
        var registration = new FilterRegistrationBean<>(new TracedRequests(traces));
        registration.setOrder(BEHIND_EDGE);
        return registration;
    }

    @Bean
    TracedCommands tracedCommands(Traces traces) {
        return new TracedCommands(traces);
    }

    @Bean
    TracedBatches tracedBatches(Traces traces, Clock clock) {
        return new TracedBatches(traces, clock);
    }

    @Bean
    TracedAppends tracedAppends(Traces traces) {
        return new TracedAppends(traces);
    }
}
