package studio.dictation.app.commandbus;

import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import studio.dictation.command.kernel.Rejection;
import studio.dictation.eventstore.SignallingEventStore;

/**
 * Has a command decided again on what is stored, if it was refused or changed nothing on an aggregate that is only remembered:
 * it appends nothing, so the event store can't tell that another node has moved the aggregate on meanwhile.
 */
public final class DecidedFromMemory implements MessageHandlerInterceptor<CommandMessage<?>> {
    private static final String FROM_MEMORY = DecidedFromMemory.class.getName();
    private static final String FROM_STORE = FROM_MEMORY + ".never";

    /** The same command, to be decided on what is stored. */
    static <C> CommandMessage<C> never(CommandMessage<C> command) {
        return command.andMetaData(Map.of(FROM_STORE, true));
    }

    /** Whether the command under way may be decided on what is remembered. */
    static boolean isAllowed() {
        return !CurrentUnitOfWork.isStarted()
                || !CurrentUnitOfWork.get().getMessage().getMetaData().containsKey(FROM_STORE);
    }

    /** Whether a result only says that the command is to be decided on what is stored. */
    static boolean isDoubt(Throwable failure) {
        return failure instanceof Doubt;
    }

    /** Notes that the command under way is decided on what is remembered. */
    static void happens() {
        CurrentUnitOfWork.ifStarted(unitOfWork -> unitOfWork.root().resources().put(FROM_MEMORY, true));
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        try {
            var result = chain.proceed();
            if (isDoubtful(unitOfWork)) {
                throw new Doubt();
            }
            return result;
        } catch (Rejection refused) {
            if (isDoubtful(unitOfWork)) {
                throw new Doubt();
            }
            throw refused;
        }
    }

    private static boolean isDoubtful(UnitOfWork<?> unitOfWork) {
        var root = unitOfWork.root();
        return root.resources().containsKey(FROM_MEMORY)
                && root.getOrDefaultResource(SignallingEventStore.DECIDED, List.of()).isEmpty();
    }

    /** Ends the transaction; {@link ConflictRetry} begins another. */
    private static final class Doubt extends ConcurrencyException {
        private static final long serialVersionUID = 1L;

        Doubt() {
            super("Decided on what is remembered");
        }
    }
}
