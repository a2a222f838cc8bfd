package studio.dictation.app.idempotency;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.dictation.app.web.Commands;
import studio.dictation.command.kernel.Command;

/**
 * Has each command of an {@link Idempotent} request carried out once. What was done is written in the transaction of its events, after
 * the decision: both are there, or neither. What is done already is not decided again; its result says where its events show.
 *
 * <p>Not an interceptor by type: Axon would find it and have it carry every step out twice.
 */
@Component
public class OncePerKey {
    private static final String ACCOUNT = "onceAccount";
    private static final String OPERATION = "onceOperation";
    private static final String KEY = "onceKey";
    private static final String DIGEST = "onceDigest";
    private static final String STEP = "onceStep";

    private final IdempotencyKeys keys;

    OncePerKey(IdempotencyKeys keys) {
        this.keys = keys;
    }

    /** Says on every command of the request which step of it the command is; a dispatch interceptor. */
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> name(List<? extends CommandMessage<?>> messages) {
        return (index, command) -> RequestKey.current()
                .<CommandMessage<?>>map(key -> command.andMetaData(Map.of(
                        ACCOUNT, key.accountId().toString(), OPERATION, key.operation(), KEY, key.key(), DIGEST, key.digest(),
                        STEP, RequestKey.step(kind(command), command.getIdentifier()))))
                .orElse(command);
    }

    /** Carries the step out unless that was done; a handler interceptor, around the one that adds the expectations. */
    public @Nullable Object carryOut(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        var command = unitOfWork.getMessage();
        return command.getMetaData().containsKey(KEY) ? once(command, chain) : chain.proceed();
    }

    private CommandResultMessage<?> once(CommandMessage<?> command, InterceptorChain chain) throws Exception {
        var key = key(command.getMetaData());
        var step = text(command.getMetaData(), STEP);
        var known = keys.find(key, step);
        if (known.isPresent() && !known.get().isOver()) {
            IdempotentRoutes.requireSame(known.get());
            var expectations = known.get().expectations();
            if (expectations != null) {
                return GenericCommandResultMessage.asCommandResultMessage(null).andMetaData(Map.of(Commands.EXPECTATIONS, expectations));
            }
        }
        CommandResultMessage<?> result = GenericCommandResultMessage.asCommandResultMessage(chain.proceed());
        requireNoAnswer(command, result);
        if (known.isPresent() && known.get().isOver()) {
            keys.forget(key);
        }
        if (!keys.remember(key, step, Objects.toString(result.getMetaData().get(Commands.EXPECTATIONS), ""))) {
            // Sent again in another transaction, it is found done.
            throw new ConcurrencyException("The same request is under way");
        }
        return result;
    }

    /** The id of what it began is all that a handler may answer: nothing else is there when it isn't carried out. */
    private static void requireNoAnswer(CommandMessage<?> command, CommandResultMessage<?> result) {
        var answer = result.getPayload();
        if (answer != null && !answer.equals(streamId(command))) {
            throw new IllegalStateException("%s answers something, so its route can't be idempotent".formatted(command.getPayloadType().getName()));
        }
    }

    private static RequestKey key(MetaData metadata) {
        return new RequestKey(UUID.fromString(text(metadata, ACCOUNT)), text(metadata, OPERATION), text(metadata, KEY), text(metadata, DIGEST));
    }

    private static String text(MetaData metadata, String name) {
        return String.valueOf(metadata.get(name));
    }

    private static String kind(CommandMessage<?> command) {
        return command.getPayloadType().getSimpleName() + " " + streamId(command);
    }

    private static String streamId(CommandMessage<?> command) {
        return ((Command) command.getPayload()).streamId();
    }
}
