package studio.dictation.query.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The connections to Redis: one factory per database, so that nothing ever switches a shared connection. */
public final class RedisDatabases implements AutoCloseable {
    /** Keys as text, values as bytes: a password is not text. */
    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private final RedisAddress address;
    private final ClientResources resources;
    private final RedisClient single;
    private final Map<Integer, LettuceConnectionFactory> factories = new ConcurrentHashMap<>();
    private final Map<Integer, StatefulRedisConnection<String, byte[]>> shared = new ConcurrentHashMap<>();
    private final Map<Integer, List<Runnable>> onLost = new ConcurrentHashMap<>();

    /** Connects when first used. */
    public RedisDatabases(RedisAddress address) {
        this.address = address;
        this.resources = DefaultClientResources.builder()
                // A store that comes back is used again at once, not after a back-off of half a minute.
                .reconnectDelay(Delay.constant(Duration.ofMillis(250)))
                .build();
        this.single = RedisClient.create(resources);
        // Commands sent again over another connection would know nothing of what the lost one watched.
        single.setOptions(options().mutate().autoReconnect(false).build());
    }

    /** The Spring Data factory of a database. */
    public LettuceConnectionFactory factory(int database) {
        return factories.computeIfAbsent(database, this::open);
    }

    /** Whether the server answers now. */
    public boolean answers() {
        try {
            return "PONG".equals(shared(Allowances.DATABASE).sync().ping());
        } catch (RedisException unreachable) {
            return false;
        }
    }

    /** A connection that many threads may use at once; never for transactions. */
    StatefulRedisConnection<String, byte[]> shared(int database) {
        return shared.computeIfAbsent(database, this::connectShared);
    }

    /**
     * Has something run whenever the connection was lost over which a database is read, before it is read again. Whatever is at the
     * other end then may hold an older copy of the data.
     */
    public void onLost(int database, Runnable listener) {
        onLost.computeIfAbsent(database, none -> new CopyOnWriteArrayList<>()).add(listener);
    }

    /** A connection of one's own, fit for transactions: once lost it stays lost. */
    StatefulRedisConnection<String, byte[]> connect(int database) {
        return single.connect(CODEC, uri(database));
    }

    /** A connection for listening. */
    StatefulRedisPubSubConnection<String, byte[]> listen() {
        return client(0).connectPubSub(CODEC, uri(0));
    }

    @Override
    public void close() {
        shared.values().forEach(StatefulRedisConnection::close);
        factories.values().forEach(LettuceConnectionFactory::destroy);
        single.shutdown(Duration.ZERO, PATIENCE);
        resources.shutdown(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private StatefulRedisConnection<String, byte[]> connectShared(int database) {
        var connection = client(database).connect(CODEC, uri(database));
        connection.addListener(new RedisConnectionStateAdapter() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
                onLost.getOrDefault(database, List.of()).forEach(Runnable::run);
            }
        });
        return connection;
    }

    private RedisClient client(int database) {
        return (RedisClient) factory(database).getRequiredNativeClient();
    }

    private RedisURI uri(int database) {
        var uri = RedisURI.builder()
                .withHost(address.host())
                .withPort(address.port())
                .withDatabase(database)
                .withTimeout(PATIENCE);
        var password = address.password();
        return password == null ? uri.build() : uri.withPassword(password.toCharArray()).build();
    }

    private LettuceConnectionFactory open(int database) {
        var server = new RedisStandaloneConfiguration(address.host(), address.port());
        server.setDatabase(database);
        server.setPassword(address.password());
        var factory = new LettuceConnectionFactory(
                server,
                LettuceClientConfiguration.builder()
                        .clientResources(resources)
                        .clientOptions(options())
                        .commandTimeout(PATIENCE)
                        .build());
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }

    private static ClientOptions options() {
        return ClientOptions.builder()
                // While Redis is away a read fails at once and truthfully, instead of waiting in a queue.
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(PATIENCE)
                        .tcpNoDelay(true)
                        .build())
                .build();
    }
}
