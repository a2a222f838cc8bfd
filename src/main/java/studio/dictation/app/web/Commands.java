package studio.dictation.app.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import studio.dictation.app.settings.Settings;

/**
 * The one way to send commands. Returns when reads show what they did, so that a client that got its answer sees its own
 * write; if that takes too long the answer says so in the header {@value #HEADER}.
 */
@Component
public class Commands {
    /** Metadata key of a command's result: comma-joined, what to wait for. */
    public static final String EXPECTATIONS = "expectations";

    /** Metadata key of a command's result: comma-joined, what follows where automations go on with its events. */
    public static final String FOLLOW_UPS = "followUps";

    /** Response header: {@code pending} or {@code parked}; absent when reads show the write. */
    public static final String HEADER = "x-ds-projection";

    private final CommandGateway gateway;
    private final Visibility visibility;
    private final Duration atMost;

    Commands(CommandGateway gateway, Visibility visibility, Settings settings) {
        this.gateway = gateway;
        this.visibility = visibility;
        this.atMost = settings.readYourWritesTimeout();
    }

    /** Sends commands one after the other; the first that is refused ends it, with its refusal. */
    public void send(Object... commands) {
        var expectations = new ArrayList<String>();
        try {
            dispatchAll(List.of(commands), expectations);
        } finally {
            await(expectations);
        }
    }

    /** Sends a command that an automation goes on with; returns when reads show what became of it, too. */
    public void sendFollowed(Object command) {
        var result = dispatch(command);
        var expectations = new ArrayList<>(listed(result, EXPECTATIONS));
        expectations.addAll(listed(result, FOLLOW_UPS));
        await(expectations);
    }

    /**
     * Sends commands one after the other and does not wait until reads show what they did: for who reads nothing afterwards. Whoever
     * waits for it elsewhere is told by the projections themselves.
     */
    public void post(Object... commands) {
        dispatchAll(List.of(commands), new ArrayList<>());
    }

    /** Sends groups of commands, each as {@link #send} does: all groups, whatever becomes of the others. */
    public List<Outcome> sendEach(List<? extends List<?>> groups) {
        return sendEachMade(groups.stream().map(group -> (Supplier<List<?>>) () -> group).toList());
    }

    /** The same for groups that are made when their turn has come; one that can't be made is not carried out, and says why. */
    public List<Outcome> sendEachMade(List<? extends Supplier<? extends List<?>>> groups) {
        var expectations = new ArrayList<String>();
        var outcomes = new ArrayList<Outcome>();
        for (var group : groups) {
            try {
                outcomes.add(new Outcome(null, dispatchAll(group.get(), expectations)));
            } catch (RuntimeException failure) {
                outcomes.add(new Outcome(failure, null));
            }
        }
        await(expectations);
        return outcomes;
    }

    /** Sends a command whose handler answers something; answers that, of the decision that counts in the end. */
    public <T> T ask(Object command, Class<T> answer) {
        return sendEach(List.of(List.of(command))).getFirst().orThrow(answer);
    }

    /** Waits for what earlier commands did, as their results told it in {@link #EXPECTATIONS}. */
    public void awaitVisible(List<String> expectations) {
        await(expectations.stream().flatMap(one -> Stream.of(one.split(",", -1))).toList());
    }

    /** Says in the answer that reads don't show what was written yet. */
    public void notYetVisible() {
        announce(Visibility.Result.PENDING);
    }

    /** Answers what the last one's handler did. */
    private @Nullable Object dispatchAll(List<?> commands, List<String> expectations) {
        Object answer = null;
        for (var command : commands) {
            var result = dispatch(command);
            expectations.addAll(listed(result, EXPECTATIONS));
            answer = result.getPayload();
        }
        return answer;
    }

    private CommandResultMessage<?> dispatch(Object command) {
        var answer = new CompletableFuture<CommandResultMessage<?>>();
        gateway.send(command, (sent, result) -> answer.complete(result));
        var result = answer.join();
        if (result.isExceptional()) {
            throw unchecked(result.exceptionResult());
        }
        return result;
    }

    private static List<String> listed(CommandResultMessage<?> result, String key) {
        return result.getMetaData().get(key) instanceof String text && !text.isEmpty()
                ? List.of(text.split(",", -1))
                : List.of();
    }

    private void await(List<String> expectations) {
        if (!expectations.isEmpty()) {
            announce(visibility.await(expectations, atMost));
        }
    }

    private static void announce(Visibility.Result result) {
        if (result == Visibility.Result.VISIBLE
                || !(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request)) {
            return;
        }
        var response = request.getResponse();
        if (response != null && !Visibility.Result.PARKED.name().equalsIgnoreCase(response.getHeader(HEADER))) {
            response.setHeader(HEADER, result.name().toLowerCase(Locale.ROOT));
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        return failure instanceof RuntimeException known ? known : new IllegalStateException("Command failed", failure);
    }
}
