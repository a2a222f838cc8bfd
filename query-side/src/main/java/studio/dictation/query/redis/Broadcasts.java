package studio.dictation.query.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What the nodes tell each other through Redis: that events were committed, which of them projections have applied, and how many segments
 * each node has.
 */
public final class Broadcasts implements AutoCloseable {
    private static final String APPENDED = "appended";
    private static final String SPREAD = "spread";

    private final StatefulRedisConnection<String, byte[]> telling;
    private final byte[] node;
    private final StatefulRedisPubSubConnection<String, byte[]> listening;
    private final AtomicInteger unsent = new AtomicInteger();

    /**
     * Begins to listen.
     *
     * @param node       name of this node
     * @param appended   runs when another node committed events
     * @param applied    gets the announcements of all nodes
     * @param released   gets the name of a projection, segments of which have become free
     * @param flipped    gets the name of a projection, another generation of which has gone live
     * @param spread     gets what nodes tell of the segments they have
     * @param subscribed runs whenever the subscription begins, or begins again after it was lost
     */
    public Broadcasts(
            RedisDatabases databases,
            String node,
            Runnable appended,
            Consumer<byte[]> applied,
            Consumer<String> released,
            Consumer<String> flipped,
            Consumer<String> spread,
            Runnable subscribed) {
        this.telling = databases.shared(0);
        this.node = node.getBytes(StandardCharsets.UTF_8);
        this.listening = databases.listen();
        listening.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] message) {
                if (channel.equals(SegmentConnection.CHANNEL)) {
                    applied.accept(message);
                } else if (channel.equals(SegmentConnection.RELEASED)) {
                    released.accept(new String(message, StandardCharsets.UTF_8));
                } else if (channel.equals(Generations.FLIPPED)) {
                    flipped.accept(new String(message, StandardCharsets.UTF_8));
                } else if (channel.equals(SPREAD)) {
                    spread.accept(new String(message, StandardCharsets.UTF_8));
                } else if (!Arrays.equals(message, Broadcasts.this.node)) {
                    appended.run();
                }
            }

            @Override
            public void subscribed(String channel, long count) {
                subscribed.run();
            }
        });
        Redis.await(listening.async().subscribe(APPENDED, SegmentConnection.CHANNEL, SegmentConnection.RELEASED, Generations.FLIPPED, SPREAD));
    }

    /**
     * Tells the other nodes that this one committed events. One message is under way at a time; what is committed
     * meanwhile goes with the next one. A message that is lost costs the others one poll.
     */
    public void appended() {
        if (unsent.getAndIncrement() == 0) {
            send();
        }
    }

    /** Tells all nodes of the segments this one has; returns when it is told. */
    public void spread(String told) {
        Redis.await(telling.async().publish(SPREAD, told.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        listening.close();
    }

    private void send() {
        int covered = unsent.get();
        telling.async().publish(APPENDED, node).whenComplete((receivers, failure) -> {
            if (unsent.addAndGet(-covered) > 0) {
                send();
            }
        });
    }
}
