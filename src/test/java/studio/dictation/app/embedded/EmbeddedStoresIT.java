package studio.dictation.app.embedded;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.dictation.app.settings.PostgresAddress;
import studio.dictation.app.settings.RedisAddress;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.settings.StartRefused;
import studio.dictation.app.settings.StoreAddresses;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedStoresIT {
    private static final RedisClient CLIENT = RedisClient.create();

    @TempDir
    private static Path unpacked;

    @TempDir
    private Path data;

    @BeforeAll
    static void unpackOnce() throws IOException {
        var binaries = new Binaries(unpacked);
        assertThat(binaries.postgres()).isEqualTo(binaries.postgres()).isDirectory();
        assertThat(binaries.redis()).isEqualTo(binaries.redis()).isExecutable();
        assertThat(unpacked.resolve("bin")).isDirectoryNotContaining("glob:**/*unfinished*");
    }

    @AfterAll
    static void disconnect() {
        CLIENT.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }

    @BeforeEach
    void useWhatIsUnpacked() throws IOException {
        Files.createSymbolicLink(data.resolve("bin"), unpacked.resolve("bin"));
    }

    @AfterEach
    void keepWhatIsUnpacked() throws IOException {
        Files.delete(data.resolve("bin"));
    }

    @Test
    void areRealServersThatLoseNothingThatWasAcknowledged() throws IOException, SQLException {
        Files.createDirectories(data.resolve("postgres.unfinished/left-by-an-interrupted-first-start"));
        try (var stores = EmbeddedStores.start(data)) {
            try (var postgres = connect(stores.addresses().postgres())) {
                assertThat(ask(postgres, "SHOW server_version")).isEqualTo("18.4");
                assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
                assertThat(ask(postgres, "SHOW synchronous_commit")).isEqualTo("on");
                assertThat(ask(postgres, "SHOW full_page_writes")).isEqualTo("on");
                assertThat(ask(postgres, "SHOW data_checksums")).isEqualTo("on");
                assertThat(ask(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
                assertThat(ask(postgres, "SHOW unix_socket_directories")).isEmpty();
                assertThat(ask(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
            }
            var settings = redis(stores.addresses().redis(), redis -> redis.configGet("*"));
            assertThat(settings)
                    .containsEntry("appendonly", "yes")
                    .containsEntry("appendfsync", "everysec")
                    .containsEntry("maxmemory-policy", "noeviction")
                    .containsEntry("databases", "16")
                    .containsEntry("bind", "127.0.0.1");
        }
    }

    @Test
    void letNobodyInWithoutThePassword() {
        try (var stores = EmbeddedStores.start(data)) {
            var addresses = stores.addresses();
            var postgres = addresses.postgres();
            assertThatThrownBy(() -> connect(new PostgresAddress(postgres.url(), postgres.user(), new Secret("guess"))))
                    .hasMessageContaining("password authentication failed");
            var redis = addresses.redis();
            assertThatThrownBy(() -> redis(
                            new RedisAddress(redis.host(), redis.port(), new Secret("guess")), RedisCommands::dbsize))
                    .hasRootCauseMessage("WRONGPASS invalid username-password pair or user is disabled.");
            assertThat(addresses.toString()).doesNotContain(requireNonNull(postgres.password()).value());
        }
        assertThat(data.resolve("secrets")).isDirectoryContaining("glob:**/{postgres,redis}-password");
        assertOwnerOnly(data.resolve("redis.conf"));
        assertOwnerOnly(data.resolve("secrets/postgres-password"));
        assertOwnerOnly(data.resolve("secrets/redis-password"));
    }

    @Test
    void keepTheirDataAndLeaveNoProcessWhenTheyStop() throws IOException, SQLException {
        try (var stores = EmbeddedStores.start(data)) {
            write(stores.addresses());
            assertThat(postgresProcesses().any()).isTrue();
            assertThat(redisProcesses().any()).isTrue();
        }
        assertThat(postgresProcesses().any()).isFalse();
        assertThat(redisProcesses().any()).isFalse();

        // What is left after an unclean end: a number that another program, here this test, has by now.
        Files.writeString(data.resolve("postgres/postmaster.pid"), ProcessHandle.current().pid() + "\n");
        Files.delete(data.resolve("secrets/postgres-password"));
        Files.delete(data.resolve("secrets/redis-password"));
        try (var stores = EmbeddedStores.start(data)) {
            assertWritten(stores.addresses());
        }
    }

    @Test
    void refuseADirectoryThatIsInUse() {
        try (var stores = EmbeddedStores.start(data)) {
            stores.addresses();
            assertThatThrownBy(() -> EmbeddedStores.start(data))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageStartingWith("Another copy")
                    .hasMessageContaining(data.toString())
                    .hasMessageContaining("DATA_DIR");
            assertAnswers(stores.addresses().redis());
        }
    }

    @Test
    void refuseDataOfAnotherMajorVersion() throws IOException {
        Files.createDirectories(data.resolve("postgres"));
        Files.writeString(data.resolve("postgres/PG_VERSION"), "17\n");
        var redis = new RedisAddress("127.0.0.1", 1, null);
        try (var stores = EmbeddedStores.start(data, null, redis)) {
            assertThatThrownBy(stores::addresses)
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("is of PostgreSQL 17");
        }
    }

    @Test
    void startOnlyTheStoreThatIsNotElsewhere() {
        var elsewhere = new PostgresAddress("jdbc:postgresql://db.example/dictation", "ds", null);
        try (var stores = EmbeddedStores.start(data, elsewhere, null)) {
            assertThat(stores.addresses().postgres()).isEqualTo(elsewhere);
            assertAnswers(stores.addresses().redis());
            assertThat(data.resolve("postgres")).doesNotExist();
        }
    }

    private static void write(StoreAddresses stores) throws SQLException {
        try (var postgres = connect(stores.postgres()); var statement = postgres.createStatement()) {
            statement.execute("CREATE TABLE kept (word text)");
            statement.execute("INSERT INTO kept VALUES ('żółw')");
        }
        redis(stores.redis(), redis -> redis.hset("kept", "word", "żółw"));
    }

    private static void assertWritten(StoreAddresses stores) throws SQLException {
        try (var postgres = connect(stores.postgres())) {
            assertThat(ask(postgres, "SELECT word FROM kept")).isEqualTo("żółw");
        }
        String word = redis(stores.redis(), redis -> redis.hget("kept", "word"));
        assertThat(word).isEqualTo("żółw");
    }

    private static void assertAnswers(RedisAddress address) {
        String answer = redis(address, RedisCommands::ping);
        assertThat(answer).isEqualTo("PONG");
    }

    private ServerProcesses postgresProcesses() {
        return new ServerProcesses("postgres", data.resolve("postgres"));
    }

    private ServerProcesses redisProcesses() {
        return new ServerProcesses("redis-server", data.resolve("redis"));
    }

    private static void assertOwnerOnly(Path file) {
        assertThat(file).satisfies(path -> assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------"));
    }

    private static Connection connect(PostgresAddress address) throws SQLException {
        return DriverManager.getConnection(
                address.url(), address.user(), requireNonNull(address.password()).value());
    }

    private static String ask(Connection postgres, String sql) throws SQLException {
        try (var statement = postgres.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static <T> T redis(RedisAddress address, Function<RedisCommands<String, String>, T> question) {
        var uri = RedisURI.builder().withHost(address.host()).withPort(address.port())
                .withPassword(requireNonNull(address.password()).value().toCharArray()).build();
        try (var connection = CLIENT.connect(uri)) {
            return question.apply(connection.sync());
        }
    }
}
