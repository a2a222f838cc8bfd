package studio.dictation.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.Repository;
import studio.dictation.command.identity.Admins;
import studio.dictation.command.identity.EmailClaims;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.membership.SubscriptionGrace;

/** All aggregates behind one command bus, with events kept in memory: as in production, without stores. */
final class CommandSide implements AutoCloseable {
    private final EmbeddedEventStore events =
            EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
    private final CommandBus commands = SimpleCommandBus.builder().build();
    private final CommandGateway gateway = DefaultCommandGateway.builder().commandBus(commands).build();
    private final Map<String, Repository<?>> repositories = new HashMap<>();

    CommandSide(Clock clock, EmailClaims emails, Admins admins) {
        var parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(CommandSide.class),
                new SimpleResourceParameterResolverFactory(List.of(clock, emails, admins, new SubscriptionGrace(Duration.ofHours(72)))));
        aggregates().forEach(aggregate -> add(aggregate, parameters));
    }

    private <T> void add(Class<T> aggregate, MultiParameterResolverFactory parameters) {
        EventSourcingRepository<T> repository = EventSourcingRepository.builder(aggregate)
                .eventStore(events).parameterResolverFactory(parameters).build();
        repositories.put(aggregate.getAnnotation(AggregateRoot.class).type(), repository);
        AggregateAnnotationCommandHandler.<T>builder().aggregateType(aggregate).repository(repository)
                .parameterResolverFactory(parameters).build().subscribe(commands);
    }

    void send(Object command) {
        gateway.sendAndWait(command);
    }

    List<? extends DomainEventMessage<?>> stream(String streamId) {
        return events.readEvents(streamId).asStream().toList();
    }

    /** The aggregate as all events of its stream leave it. */
    Object replayed(String streamId) {
        var work = DefaultUnitOfWork.startAndGet(null);
        try {
            var repository = repositories.get(streamId.substring(0, streamId.indexOf(':')));
            return repository.load(streamId).<Object>invoke(aggregate -> aggregate);
        } finally {
            work.rollback();
        }
    }

    @Override
    public void close() {
        events.shutDown();
    }

    static List<Class<?>> aggregates() {
        return classes().filter(type -> type.isAnnotationPresent(AggregateRoot.class)).toList();
    }

    static List<Class<?>> commands() {
        return classes().filter(Command.class::isAssignableFrom).filter(Class::isRecord).toList();
    }

    private static Stream<Class<?>> classes() {
        try {
            var root = Path.of(EmailClaims.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (var files = Files.walk(root)) {
                return files.map(root::relativize).map(Path::toString).filter(name -> name.endsWith(".class"))
                        .filter(name -> !name.endsWith("-info.class"))
                        .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                        .<Class<?>>map(CommandSide::load).toList().stream();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
