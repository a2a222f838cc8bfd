package studio.dictation.app.faults;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import studio.dictation.app.EmptyCluster;
import studio.dictation.app.RunningService;
import studio.dictation.app.ServiceProcesses;
import studio.dictation.app.embedded.EmbeddedStores;
import studio.dictation.app.faults.Caller.Request;
import studio.dictation.app.nodes.Server;
import studio.dictation.app.settings.Ed25519;
import studio.dictation.app.settings.PostgresAddress;
import studio.dictation.app.settings.RedisAddress;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.stripe.Deliveries;
import studio.dictation.app.stripe.LoopbackStripe;
import studio.dictation.query.engine.RedisDump;

/** Two services, PostgreSQL, Redis and a stand-in for Stripe, each a process of its own but the last, and what happens to them. */
final class World implements AutoCloseable {
    private static final String STRIPE_KEY = "sk_test_faults";
    private static final String STRIPE_SECRET = "whsec_faults";
    private static final Request READINESS = Request.get("/actuator/health/readiness");
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    /** A Redis that is being used for something else answers late. */
    private static final Duration REDIS_PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final @Nullable Disk disk;
    private final EmbeddedStores stores;
    private final Server postgres;
    private final Server redis;
    private final PostgresAddress postgresAddress;
    private final RedisAddress redisAddress;
    private final RedisClient redisClient = RedisClient.create();
    private final LoopbackStripe stripe = LoopbackStripe.start(STRIPE_KEY);
    private final ServiceProcesses processes = new ServiceProcesses();
    private final List<Instance> services;
    private final Caller caller;
    private boolean kept;

    /**
     * Starts the stores and begins to start the services.
     *
     * @param folder  where all their data is
     * @param ownDisk whether the stores get a file system of their own, which can be filled
     */
    World(Path folder, boolean ownDisk) throws IOException {
        this.folder = folder;
        var data = Files.createDirectories(folder.resolve("stores"));
        disk = ownDisk ? Disk.mounted(data) : null;
        EmptyCluster.copyTo(data);
        stores = EmbeddedStores.start(data);
        postgresAddress = stores.addresses().postgres();
        redisAddress = stores.addresses().redis();
        postgres = Server.postgres(data);
        redis = Server.redis(data);
        var settings = settings();
        services = Stream.of("a", "b").map(name -> new Instance(processes, folder.resolve(name),
                URI.create(postgresAddress.url().substring("jdbc:".length())).getPort(), redisAddress.port(), settings)).toList();
        services.forEach(Instance::start);
        caller = new Caller(services.stream().map(Instance::address).toList());
    }

    Caller caller() {
        return caller;
    }

    LoopbackStripe stripe() {
        return stripe;
    }

    /** The first service's. */
    URI address() {
        return services.getFirst().address();
    }

    /** What Stripe tells each of the services. */
    List<Deliveries> deliveries() {
        return services.stream()
                .map(service -> stripe.deliveries(service.address().resolve("/payment/webhook"), STRIPE_SECRET))
                .toList();
    }

    /** PostgreSQL, past the services. */
    DataSource postgres() {
        return new DriverManagerDataSource(
                postgresAddress.url(), String.valueOf(postgresAddress.user()), password(postgresAddress.password()));
    }

    JdbcClient sql() {
        return JdbcClient.create(postgres());
    }

    /** The phases of the rebuilds that are under way. */
    List<String> rebuilding() {
        return sql().sql("SELECT phase FROM projection_rebuild WHERE finished_at IS NULL").query(String.class).list();
    }

    /** What a database of Redis holds. */
    RedisDump dump(int database) {
        return connected(database, RedisDump::of);
    }

    /** Asks a database of Redis, past the services. */
    <T> T redis(int database, Function<RedisCommands<String, byte[]>, T> question) {
        return connected(database, connection -> question.apply(connection.sync()));
    }

    private <T> T connected(int database, Function<StatefulRedisConnection<String, byte[]>, T> question) {
        var uri = RedisURI.builder().withHost(redisAddress.host()).withPort(redisAddress.port()).withDatabase(database)
                .withPassword(password(redisAddress.password()).toCharArray()).withTimeout(REDIS_PATIENCE).build();
        try (var connection = redisClient.connect(CODEC, uri)) {
            return question.apply(connection);
        }
    }

    /** Looks ahead to what a cycle does: a copy to go back to has to be old by then. */
    void prepare(List<Fault> faults) {
        if (faults.stream().anyMatch(fault -> fault.kind() == Fault.Kind.RESTORE_REDIS)) {
            redis.copyTo(copy());
        }
    }

    void begin(Fault fault) {
        var service = services.get(fault.node());
        switch (fault.kind()) {
            case KILL_SERVICE -> service.kill();
            case PAUSE_SERVICE -> service.pause();
            case KILL_POSTGRES -> postgres.kill();
            case PAUSE_POSTGRES -> postgres.pause();
            case END_SESSIONS -> sql().sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND datname = current_database()").query(Long.class).single();
            case KILL_REDIS, RESTORE_REDIS -> redis.kill();
            case PAUSE_REDIS -> redis.pause();
            case FLUSH_REDIS -> redis(0, RedisCommands::flushall);
            case FLUSH_DATABASE -> redis(fault.choice(3), RedisCommands::flushdb);
            case END_SUBSCRIPTIONS -> redis(0, commands -> commands.clientKill(KillArgs.Builder.typePubsub()));
            case CUT_POSTGRES -> service.postgres().cut();
            case CUT_REDIS -> service.redis().cut();
            case SEPARATE_POSTGRES -> service.postgres().hold();
            case SEPARATE_REDIS -> service.redis().hold();
            case FILL_DISK -> disk().fill();
            case REBUILD, ROLL_BACK -> throw new IllegalArgumentException("Asked for over HTTP: " + fault);
        }
    }

    void end(Fault fault) {
        var service = services.get(fault.node());
        switch (fault.kind()) {
            case KILL_SERVICE -> service.start();
            case PAUSE_SERVICE -> service.proceed();
            case KILL_POSTGRES -> postgres.restart();
            case PAUSE_POSTGRES -> postgres.proceed();
            case KILL_REDIS -> redis.restart();
            case RESTORE_REDIS -> {
                redis.replaceBy(copy());
                redis.restart();
            }
            case PAUSE_REDIS -> redis.proceed();
            // Once more in the midst of coming back.
            case CUT_POSTGRES -> service.postgres().cut();
            case CUT_REDIS -> service.redis().cut();
            case SEPARATE_POSTGRES -> service.postgres().release();
            case SEPARATE_REDIS -> service.redis().release();
            case FILL_DISK -> disk().empty();
            case END_SESSIONS, FLUSH_REDIS, FLUSH_DATABASE, END_SUBSCRIPTIONS, REBUILD, ROLL_BACK -> {
                // Over at once.
            }
        }
    }

    /** Whether both services say that they are ready. While they don't, a store that gave up for want of space is started again. */
    boolean isReady() {
        boolean ready = Stream.of(0, 1).allMatch(service -> caller.send(service, READINESS, null, null)
                .filter(answer -> answer.status() == 200).isPresent());
        if (!ready && disk != null) {
            Stream.of(postgres, redis).filter(store -> !store.isRunning()).forEach(Server::restart);
        }
        return ready;
    }

    /** What services wrote that ended by themselves. They are started again. */
    List<String> ended() {
        return services.stream().map(Instance::supervise).flatMap(output -> Optional.ofNullable(output).stream()).toList();
    }

    /** Has the data of the stores stay, wherever they are. */
    void keep() {
        kept = true;
    }

    /** Ends everything at once. */
    @Override
    public void close() {
        services.forEach(Instance::close);
        processes.killAll(folder);
        stores.close();
        stripe.close();
        redisClient.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        if (disk != null) {
            if (kept) {
                Server.run("cp", "-a", folder.resolve("stores").toString(), folder.resolve("stores-kept").toString());
            }
            disk.close();
        }
    }

    private List<String> settings() {
        return List.of(
                "--server.address=127.0.0.1",
                "--POSTGRES_USER=" + postgresAddress.user(),
                "--POSTGRES_PASSWORD=" + password(postgresAddress.password()),
                "--REDIS_HOST=" + redisAddress.host(),
                "--REDIS_PASSWORD=" + password(redisAddress.password()),
                "--JWT_SECRET_KEY=" + UUID.randomUUID(),
                "--LEDGER_SIGNING_KEY=" + Ed25519.pem(Ed25519.generate().getPrivate()),
                "--ADMIN_EMAIL=" + RunningService.ADMIN_EMAIL,
                "--ADMIN_PASSWORD=" + RunningService.ADMIN_PASSWORD,
                "--READ_YOUR_WRITES_TIMEOUT_MS=1000",
                "--STRIPE_SECRET_KEY=" + STRIPE_KEY,
                "--STRIPE_API_BASE=" + stripe.address(),
                "--STRIPE_WEBHOOK_SECRET=" + STRIPE_SECRET,
                "--STRIPE_SUCCESS_URL=https://app.example.org/upgrade",
                "--STRIPE_CANCEL_URL=https://app.example.org/plans",
                "--PLAN_PRICES=Basic=299,Pro=699,Premium=1199",
                "--RECONCILE_INTERVAL_MINUTES=0",
                "--THROTTLE_SIGN_INS=1000/1s",
                "--THROTTLE_REGISTRATIONS=1000/1s",
                "--THROTTLE_CODES=1000/1s",
                "--THROTTLE_PAYMENTS=1000/1s");
    }

    private Path copy() {
        return folder.resolve("redis-copy");
    }

    private Disk disk() {
        if (disk == null) {
            throw new IllegalStateException("The stores have no disk of their own");
        }
        return disk;
    }

    private static String password(@Nullable Secret secret) {
        return secret == null ? "" : secret.value();
    }
}
