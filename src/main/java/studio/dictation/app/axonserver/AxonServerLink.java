package studio.dictation.app.axonserver;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import studio.dictation.app.settings.AxonServerAddress;
import studio.dictation.app.web.Problems;
import studio.dictation.command.kernel.Command;

/** This node's connection to Axon Server: what it asks others by it, and is asked. */
public final class AxonServerLink implements SmartLifecycle {
    /**
     * Behind Axon's configuration, which has the phase three kibi before the last and hands commands to their aggregates from its own
     * start on; so the server is left while what it brings can still be decided on.
     */
    public static final int PHASE = DEFAULT_PHASE - 3 * 1024 + 1;

    private static final Logger LOG = LoggerFactory.getLogger(AxonServerLink.class);
    private static final String COMPONENT = "dictation-studio";

    /** More than PostgreSQL lets a transaction take, and its retries. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration STOP = Duration.ofSeconds(5);

    private final AxonServerConnectionManager connections;
    private final DecidingBus deciding;
    private final AxonServerCommandBus routed;
    private volatile boolean running;

    /**
     * Connects with the first handler that is subscribed to the {@link #bus}, and again whenever the connection is lost.
     *
     * @param node    name of this node, new at every start
     * @param local   decides on commands on the caller's thread
     * @param atOnce  how many commands this node decides on at once
     */
    public AxonServerLink(
            AxonServerAddress address, String node, CommandBus local, int atOnce, Serializer serializer, Problems problems) {
        var configuration = new AxonServerConfiguration();
        configuration.setServers(address.servers());
        configuration.setComponentName(COMPONENT);
        configuration.setClientId(node);
        configuration.setCommandThreads(atOnce);
        this.connections = AxonServerConnectionManager.builder().axonServerConfiguration(configuration).build();
        this.deciding = new DecidingBus(local, problems);
        this.routed = AxonServerCommandBus.builder()
                .axonServerConnectionManager(connections)
                .configuration(configuration)
                .localSegment(deciding)
                .serializer(serializer)
                // Commands to one aggregate are decided on by one node, as long as it is there: that one remembers it.
                .routingStrategy(command -> ((Command) command.getPayload()).streamId())
                .build();
    }

    /** Where commands are sent, and who decides on them subscribes. */
    public CommandBus bus() {
        return new AskingBus(routed, PATIENCE);
    }

    /** Whether Axon Server can be reached now. */
    public boolean isConnected() {
        return connections.isConnected(connections.getDefaultContext());
    }

    /** Watches whether the server still answers. */
    @Override
    public void start() {
        connections.start();
        routed.start();
        running = true;
    }

    /** Takes no more commands, answers those at hand, and leaves. */
    @Override
    public void stop() {
        running = false;
        try {
            routed.disconnect().get(STOP.toNanos(), TimeUnit.NANOSECONDS);
            deciding.awaitDecided(STOP);
            routed.shutdownDispatching().get(STOP.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unreachable) {
            LOG.info("Axon Server was left without a word: {}", unreachable.getClass().getName());
        }
        connections.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
