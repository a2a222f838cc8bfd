package studio.dictation.app.commandbus;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;

/** In front of another bus, which has the handlers and interceptors; what happens to a command on its way is said by who extends it. */
public abstract class ForwardingBus implements CommandBus {
    private final CommandBus bus;

    protected ForwardingBus(CommandBus bus) {
        this.bus = bus;
    }

    @Override
    public final <C> void dispatch(CommandMessage<C> command) {
        dispatch(command, (message, result) -> {});
    }

    @Override
    public final Registration subscribe(String command, MessageHandler<? super CommandMessage<?>> handler) {
        return bus.subscribe(command, handler);
    }

    @Override
    public final Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        return bus.registerHandlerInterceptor(interceptor);
    }

    @Override
    public final Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        return bus.registerDispatchInterceptor(interceptor);
    }

    /** Hands a command to the bus behind this one. */
    protected final <C, R> void forward(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        bus.dispatch(command, callback);
    }
}
