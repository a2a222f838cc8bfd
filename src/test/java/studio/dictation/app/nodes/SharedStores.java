package studio.dictation.app.nodes;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import studio.dictation.app.EmptyCluster;
import studio.dictation.app.RunningService;
import studio.dictation.app.embedded.EmbeddedStores;
import studio.dictation.app.http.Http;
import studio.dictation.app.settings.PostgresAddress;
import studio.dictation.app.settings.RedisAddress;
import studio.dictation.query.Projections;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

/** A PostgreSQL and a Redis for one test, and nodes of the service that share them. */
public final class SharedStores implements AutoCloseable {
    private final Path folder;
    private final EmbeddedStores stores;
    private final RedisClient redis;
    private final SingleConnectionDataSource postgres;
    private final List<RunningService> nodes = new ArrayList<>();

    private SharedStores(Path folder) {
        this.folder = folder;
        this.stores = EmbeddedStores.start(folder);
        this.redis = redis(stores.addresses().redis());
        this.postgres = postgres(stores.addresses().postgres());
    }

    /** Starts both, empty. */
    public static SharedStores start(Path folder) throws IOException {
        // Brings logging up, and unpacks the servers once.
        RunningService.shared();
        EmptyCluster.copyTo(folder.toRealPath());
        return new SharedStores(folder.toRealPath());
    }

    /** Settings of a node that shares them. */
    public List<String> settings() {
        return TwoNodes.settings(stores.addresses());
    }

    /** Starts a node in this JVM; it may not become ready before others do. */
    public RunningService launch(String name, String... more) {
        var settings = new ArrayList<>(settings());
        settings.addAll(List.of(more));
        var node = RunningService.launch(nodeFolder(name), settings.toArray(String[]::new));
        nodes.add(node);
        return node;
    }

    /** Starts a node in this JVM, and waits until it is ready. */
    public RunningService node(String name, String... more) {
        var node = launch(name, more);
        awaitReady(node);
        return node;
    }

    public static void awaitReady(RunningService node) {
        await().atMost(20, SECONDS).until(() -> node.http().get("//actuator/health/readiness").status() == 200);
    }

    /** A folder for a node. */
    public Path nodeFolder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The first administrator, at any node. */
    public static Http admin(Http anonymous) {
        var credentials = "{\"email\":\"%s\",\"password\":\"%s\"}"
                .formatted(RunningService.ADMIN_EMAIL, RunningService.ADMIN_PASSWORD);
        var signedIn = await().atMost(30, SECONDS)
                .until(() -> anonymous.post("/auth/login", credentials), answer -> answer.status() == 200);
        return anonymous.as(signedIn.header("x-ds-access-token").orElseThrow());
    }

    /** What lies in PostgreSQL. */
    public JdbcClient postgres() {
        return JdbcClient.create(postgres);
    }

    /** How many segments of all projections each node has. */
    public Map<String, Integer> segments() {
        Map<String, Integer> owned = new HashMap<>();
        try (var connection = redis.connect()) {
            var redis = connection.sync();
            for (var projection : Projections.ALL) {
                redis.select(projection.database());
                int segments = Integer.parseInt(redis.hget("projection:" + projection.name(), "segments"));
                for (int segment = 0; segment < segments; segment++) {
                    owned.merge(String.valueOf(redis.get("projection:%s:%d:heartbeat".formatted(projection.name(), segment))), 1, Integer::sum);
                }
            }
        }
        return owned;
    }

    @Override
    public void close() {
        nodes.forEach(RunningService::stop);
        postgres.close();
        redis.close();
        stores.close();
    }

    private static RedisClient redis(RedisAddress address) {
        var uri = RedisURI.builder().withHost(address.host()).withPort(address.port());
        var password = address.password();
        if (password != null) {
            uri.withPassword(password.value().toCharArray());
        }
        return RedisClient.create(uri.build());
    }

    private static SingleConnectionDataSource postgres(PostgresAddress address) {
        var password = address.password();
        return new SingleConnectionDataSource(
                address.url(), String.valueOf(address.user()), password == null ? "" : password.value(), true);
    }
}
