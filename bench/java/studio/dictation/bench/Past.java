package studio.dictation.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.springframework.context.ApplicationContext;
import studio.dictation.events.identity.AccountRegistered;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.PostgresEventStorageEngine;
import studio.dictation.query.engine.ProjectionEngine;

/** What learners did long ago: events past all commands, which would take longer. */
final class Past {
    private static final int BATCH = 1_000;

    private final ApplicationContext service;
    private final PostgresEventStorageEngine engine;
    private final List<DomainEventMessage<?>> batch = new ArrayList<>();

    Past(ApplicationContext service) {
        this.service = service;
        var postgres = service.getBean("commandPool", HikariDataSource.class);
        this.engine = new PostgresEventStorageEngine(postgres::getConnection, service.getBean(EventReader.class),
                EventNames.published(), EventDecoder.published(), Map.of());
    }

    /** Somebody new. */
    void registered(UUID account, Instant at) {
        add("account:" + account, new AccountRegistered(
                account, "bench-" + account + "@example.org", "learner", "", null, "User", "en", at));
    }

    /** The first save of a dictation. */
    void saved(UUID account, String channel, String video, Instant at) {
        add("progress:%s:%s:%s:1".formatted(account, channel, video), new ProgressSaved(account, channel, video, 1,
                Map.of("0", "the quick brown fox"), List.of(), at.toEpochMilli(), 50, 15_000, null, at));
    }

    /** Whatever else, at its place in a stream. */
    void happened(String stream, long sequence, Object event) {
        batch.add(new GenericDomainEventMessage<>(
                stream.substring(0, stream.indexOf(':')), stream, sequence, event, MetaData.with("actor", "bench")));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    /** Returns when reads show all of it. */
    void end() {
        flush();
        service.getBean(AppendSignal.class).signal(Set.of());
        Replay.awaitPosition(service.getBean(ProjectionEngine.class), service.getBean(EventReader.class).head());
    }

    private void add(String stream, Object event) {
        happened(stream, 0, event);
    }

    private void flush() {
        if (!batch.isEmpty()) {
            engine.appendEvents(List.copyOf(batch));
            batch.clear();
        }
    }
}
