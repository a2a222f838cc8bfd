package studio.dictation.app.config;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import studio.dictation.app.axonserver.AxonServerLink;
import studio.dictation.app.commandbus.AggregateCache;
import studio.dictation.app.commandbus.ConflictRetry;
import studio.dictation.app.commandbus.DecidedFromMemory;
import studio.dictation.app.commandbus.RememberedSnapshots;
import studio.dictation.app.idempotency.OncePerKey;
import studio.dictation.app.metrics.CommandMeters;
import studio.dictation.app.security.CommandMetadata;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.tracing.TracedCommands;
import studio.dictation.command.billing.Checkout;
import studio.dictation.command.billing.Payment;
import studio.dictation.command.catalog.Channel;
import studio.dictation.command.catalog.Video;
import studio.dictation.command.code.MembershipCode;
import studio.dictation.command.feedback.FeedbackMessage;
import studio.dictation.command.identity.Account;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.membership.Membership;
import studio.dictation.command.membership.SubscriptionGrace;
import studio.dictation.command.progress.DictationProgress;
import studio.dictation.command.recommendation.Recommendation;
import studio.dictation.command.report.ErrorReport;
import studio.dictation.command.session.Session;
import studio.dictation.command.vocabulary.Vocabulary;

/** Names the aggregates, and how commands reach them. */
@Configuration(proxyBeanMethods = false)
class CommandConfig {
    private static final int CACHED_AGGREGATES = 4_000;
    private static final Duration CACHED_IDLE = Duration.ofMinutes(10);

    /** A snapshot costs as much as some thirty saves; this many events load in a few milliseconds. */
    private static final int EVENTS_PER_SNAPSHOT = 250;

    /** Every edit is a whole transcript: with 2,000 sentences the 80th took 400 ms without snapshots, and 50 ms with these. */
    private static final int EDITS_PER_SNAPSHOT = 20;

    /** Ticks in milliseconds, so that JSON, Redis and tests agree to the digit. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    SubscriptionGrace subscriptionGrace(Settings settings) {
        return new SubscriptionGrace(settings.billing().grace());
    }

    @Bean
    Cache aggregateCache() {
        return new AggregateCache(CACHED_AGGREGATES, CACHED_IDLE);
    }

    /** Decides here. A wrapper: Axon takes every command bus for the one that commands are sent to. */
    record Decider(CommandBus bus) {}

    @Bean
    Decider decider(TransactionManager transactions, ProjectionExpectations expectations, OncePerKey once,
            CommandMeters meters, ObjectProvider<TracedCommands> traced) {
        var bus = new ConflictRetry(
                SimpleCommandBus.builder().transactionManager(transactions).build(), meters);
        traced.ifAvailable(spans -> {
            bus.registerHandlerInterceptor(spans::follow);
            bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(spans::carried));
        });
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(new SimpleCorrelationDataProvider(
                CommandMetadata.ACTOR,
                CommandMetadata.SOURCE,
                CommandMetadata.REASON,
                CommandMetadata.REASON_CODE,
                CommandMetadata.REQUEST_ID,
                CommandMetadata.CORRELATION_ID,
                CommandMetadata.CAUSATION_ID,
                CommandMetadata.PROVIDER_EVENT_ID,
                CommandMetadata.RECEIVED_AT)));
        bus.registerHandlerInterceptor(once::carryOut);
        bus.registerHandlerInterceptor(expectations);
        bus.registerHandlerInterceptor(new DecidedFromMemory());
        return new Decider(bus);
    }

    /** Who and why are said on every command where it is sent, and travel with its events. */
    @Bean
    CommandBus commandBus(
            Decider decider, ObjectProvider<AxonServerLink> axonServer, CommandMetadata whoAndWhy, OncePerKey once,
            ObjectProvider<TracedCommands> traced) {
        var bus = axonServer.stream().map(AxonServerLink::bus).findAny().orElseGet(decider::bus);
        bus.registerDispatchInterceptor(whoAndWhy);
        bus.registerDispatchInterceptor(once::name);
        traced.ifAvailable(spans -> bus.registerDispatchInterceptor(spans::name));
        return bus;
    }

    @Bean
    ConfigurerModule aggregates(Cache aggregateCache) {
        return configurer -> List.of(
                        Account.class, Membership.class, DictationProgress.class, Vocabulary.class, Channel.class, Video.class,
                        Recommendation.class, Session.class, FeedbackMessage.class, ErrorReport.class, MembershipCode.class,
                        Payment.class, Checkout.class)
                .forEach(type -> configurer.configureAggregate(configured(type, aggregateCache)));
    }

    @Bean
    Snapshotter snapshotter(
            ObjectProvider<org.axonframework.config.Configuration> axon, EventStore eventStore, TransactionManager transactions) {
        return new RememberedSnapshots(axon::getObject, eventStore, transactions,
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("snapshots").factory()));
    }

    private static <A> AggregateConfigurer<A> configured(Class<A> type, Cache cache) {
        var configured = AggregateConfigurer.defaultConfiguration(type)
                // Asking the command itself costs nothing; looking for the annotation cost 16 % of a command's time.
                .configureCommandTargetResolver(configuration -> command ->
                        new VersionedAggregateIdentifier((Object) ((Command) command.getPayload()).streamId(), null));
        if (type == DictationProgress.class) {
            return snapshotted(configured, EVENTS_PER_SNAPSHOT).configureCache(configuration -> cache);
        }
        // Sent once, and hardly ever looked at again.
        if (Set.of(FeedbackMessage.class, ErrorReport.class, MembershipCode.class, Payment.class, Checkout.class).contains(type)) {
            return configured;
        }
        // Some thousands of transcripts would fill the memory, and those who edit them don't come every second.
        return type == Video.class
                ? snapshotted(configured, EDITS_PER_SNAPSHOT)
                : configured.configureCache(configuration -> cache);
    }

    private static <A> AggregateConfigurer<A> snapshotted(AggregateConfigurer<A> configured, int events) {
        return configured.configureSnapshotTrigger(configuration -> new EventCountSnapshotTriggerDefinition(
                configuration.getComponent(Snapshotter.class), events));
    }
}
