package studio.dictation.app.axonserver;

import com.google.protobuf.InvalidProtocolBufferException;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.command.CommandSerializer;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.app.RunningService;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.Rejection;

import static org.assertj.core.api.Assertions.assertThat;

/** Everything that nodes send each other by Axon Server is the same when it arrives. */
class TravelIT {
    private static final JavaClasses COMMAND_SIDE = new ClassFileImporter().importPackages("studio.dictation.command");

    private final CommandSerializer serializer =
            new CommandSerializer(RunningService.shared().part(Serializer.class), new AxonServerConfiguration());

    static Stream<Class<?>> commands() {
        return COMMAND_SIDE.stream()
                .filter(type -> type.isAssignableTo(Command.class) && type.isRecord())
                .map(JavaClass::reflect);
    }

    static Stream<Class<?>> answers() {
        var handlers = COMMAND_SIDE.stream().flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(CommandHandler.class))
                .map(method -> method.getRawReturnType().reflect())
                .filter(type -> type != void.class);
        // A handler that begins an aggregate answers its id.
        return Stream.concat(handlers, Stream.of(String.class)).distinct();
    }

    static Stream<Class<?>> refusals() {
        return COMMAND_SIDE.stream()
                .filter(type -> type.isAssignableTo(Rejection.class) && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::reflect);
    }

    @Test
    void nothingIsLeftOut() {
        assertThat(commands()).hasSizeGreaterThan(45);
        assertThat(answers()).hasSizeGreaterThan(5);
        assertThat(refusals()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandArrivesAsItWasSent(Class<?> type) throws InvalidProtocolBufferException {
        for (var samples : new Samples[] {Samples.full(), Samples.sparse()}) {
            var sent = samples.of(type);
            var metadata = Map.of("actor", "system", "reason", "Why — not?", "receivedAt", "1795393200000");

            var bytes = serializer.serialize(new GenericCommandMessage<>(sent, metadata), ((Command) sent).streamId(), 0).toByteArray();
            var arrived = serializer.deserialize(io.axoniq.axonserver.grpc.command.Command.parseFrom(bytes));

            assertThat(arrived.getPayload()).isEqualTo(sent);
            assertThat(arrived.getCommandName()).isEqualTo(type.getName());
            assertThat(arrived.getMetaData()).containsAllEntriesOf(metadata);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerArrivesAsItWasGiven(Class<?> type) throws InvalidProtocolBufferException {
        var given = Samples.full().of(type);

        var arrived = returned(GenericCommandResultMessage.asCommandResultMessage(given).andMetaData(Map.of("expectations", "learners:0:x")));

        assertThat(arrived.isExceptional()).isFalse();
        assertThat(arrived.getPayload()).isEqualTo(given);
        assertThat(arrived.getMetaData()).containsEntry("expectations", "learners:0:x");
    }

    @Test
    void noAnswerArrivesAsNone() throws InvalidProtocolBufferException {
        var arrived = returned(GenericCommandResultMessage.asCommandResultMessage(null).andMetaData(Map.of("followUps", "")));

        assertThat(arrived.isExceptional()).isFalse();
        assertThat(arrived.getPayload()).isNull();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void everyRefusalKeepsItsKindCodeTextAndFields(Class<?> type) throws InvalidProtocolBufferException {
        var refused = (Rejection) Samples.full().made(type);

        var arrived = returned(GenericCommandResultMessage.asCommandResultMessage(
                new CommandExecutionException(refused.code(), null, CarriedFailure.of(refused))));

        assertThat(arrived.isExceptional()).isTrue();
        assertThat(arrived.exceptionResult()).isInstanceOf(HandlerExecutionException.class);
        var failure = ((HandlerExecutionException) arrived.exceptionResult()).<CarriedFailure>getDetails().orElseThrow().here();
        assertThat(failure).isInstanceOfSatisfying(Rejection.class, here -> {
            assertThat(here.kind()).isEqualTo(refused.kind());
            assertThat(here.code()).isEqualTo(refused.code());
            assertThat(here.getMessage()).isEqualTo(refused.getMessage());
            assertThat(here.errors()).isEqualTo(refused.errors());
        });
    }

    private CommandResultMessage<Object> returned(CommandResultMessage<?> result) throws InvalidProtocolBufferException {
        return serializer.deserialize(CommandResponse.parseFrom(serializer.serialize(result, "request").toByteArray()));
    }
}
