package studio.dictation.app.config;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;
import studio.dictation.app.web.Commands;
import studio.dictation.events.billing.PaymentReceived;
import studio.dictation.eventstore.SignallingEventStore;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.Expected;
import studio.dictation.query.engine.ProjectionEngine;

/** Tells with every command's result where its events are going to show, so that the answer can wait for them. */
final class ProjectionExpectations implements MessageHandlerInterceptor<CommandMessage<?>> {
    private final Supplier<ProjectionEngine> engine;

    ProjectionExpectations(ObjectProvider<ProjectionEngine> engine) {
        this.engine = SingletonSupplier.of(engine::getObject);
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        var result = chain.proceed();
        List<EventMessage<?>> decided = unitOfWork.root().getOrDefaultResource(SignallingEventStore.DECIDED, List.of());
        var expected = decided.stream()
                .flatMap(event -> engine.get()
                        .expected(event.getPayload(), UUID.fromString(event.getIdentifier()))
                        .stream())
                .toList();
        // A payment shows nowhere itself, and what follows from it shows with its account.
        var unseen = decided.stream()
                .filter(event -> event.getPayload() instanceof PaymentReceived)
                .flatMap(event -> engine.get()
                        .expectedAbout(((PaymentReceived) event.getPayload()).accountId(), Projections.LEARNERS.name(),
                                UUID.fromString(event.getIdentifier()))
                        .stream());
        return GenericCommandResultMessage.asCommandResultMessage(result)
                .andMetaData(Map.of(
                        Commands.EXPECTATIONS, joined(expected.stream()),
                        Commands.FOLLOW_UPS, joined(Stream.concat(expected.stream(), unseen).map(Expected::followUp))));
    }

    private static String joined(Stream<Expected> expected) {
        return expected.map(Object::toString).collect(Collectors.joining(","));
    }
}
