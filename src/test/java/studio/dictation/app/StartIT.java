package studio.dictation.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.dictation.app.settings.Ed25519;
import studio.dictation.eventstore.PostgresTestStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The service as the operator meets it: a process, its output, its status and what it leaves behind. */
class StartIT {
    @TempDir
    private Path folder;

    private final ServiceProcesses services = new ServiceProcesses();

    @AfterEach
    void nothingStaysBehind() {
        services.killAll(folder);
    }

    @Test
    void livesThroughAKillAndEndsCleanlyWithItsChildren() throws IOException, SQLException {
        var first = services.start(folder, 0);
        assertThat(first.awaitReady().lines()).singleElement().asString()
                .contains("INFO")
                .contains("Dictation Studio is ready: http://localhost:" + first.port())
                .contains("admin@dictation.localhost")
                .contains(folder.resolve("data/secrets/admin-password").toString())
                .doesNotContain(Files.readString(folder.resolve("data/secrets/admin-password")).strip());
        answers(first.port());
        execute("CREATE TABLE kept (id int)");

        var second = services.start(folder, first.port());
        assertThat(second.awaitEnd()).as("its port is taken too, but by the same copy").isEqualTo(1);
        assertThat(second.output().lines()).singleElement().asString()
                .startsWith("Dictation Studio cannot start. Another copy (process " + first.pid() + ")")
                .contains(folder.resolve("data").toString());

        first.signal("KILL");
        first.awaitEnd();
        assertThat(services.leftIn(folder)).as("the stores outlive a killed service").isNotEmpty();

        var third = services.start(folder, 0);
        third.awaitReady();
        execute("INSERT INTO kept VALUES (1)");
        third.interruptLikeCtrlC();
        assertThat(third.awaitEnd()).isEqualTo(130);
        assertThat(third.output().lines()).as("nothing complains about a store that went too early").hasSize(1);
        assertThat(services.leftIn(folder)).isEmpty();
    }

    @Test
    void saysInOneLineThatThePortIsTakenAndEnds() throws IOException {
        services.shareServers(folder);
        try (var taken = new ServerSocket(0, 1)) {
            var service = services.start(folder, taken.getLocalPort());
            assertThat(service.awaitEnd()).isEqualTo(1);
            assertThat(service.output().lines()).singleElement().asString()
                    .isEqualTo("Dictation Studio cannot start. Port " + taken.getLocalPort()
                            + " is in use: stop what listens there, or set PORT to another one");
        }
        assertThat(services.leftIn(folder)).isEmpty();
    }

    @Test
    void saysInOneLineWhatIsWrongWithASettingAndEnds() throws IOException {
        var service = services.start(folder, 0, "--PROJECTION_SEGMENTS=many");
        assertThat(service.awaitEnd()).isEqualTo(1);
        assertThat(service.output().lines()).containsExactly(
                "Dictation Studio cannot start. PROJECTION_SEGMENTS must be a whole number from 1 to 64");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void saysInOneLineWhichStoredEventsItCannotReadAndEnds() throws IOException, SQLException {
        services.shareServers(folder);
        try (var store = PostgresTestStore.create()) {
            try (var connection = store.dataSource().getConnection(); var statement = connection.createStatement()) {
                statement.execute("INSERT INTO event (stream_sequence, occurred_at, revision, event_id, stream_id, name, payload,"
                        + " metadata) SELECT number, 0, 7, gen_random_uuid(), 'progress:later', 'progress.ProgressSaved', '{}', '{}'"
                        + " FROM generate_series(0, 2) number");
            }
            var service = services.start(folder, 0, "--POSTGRES_URL=" + store.jdbcUrl(), "--JWT_SECRET_KEY=" + UUID.randomUUID(),
                    "--LEDGER_SIGNING_KEY=" + Ed25519.pem(Ed25519.generate().getPrivate()));
            assertThat(service.awaitEnd()).isEqualTo(1);
            assertThat(service.output().lines()).containsExactly("Dictation Studio cannot start. The event store holds what this"
                    + " version cannot read: progress.ProgressSaved@7 (3 events). Start the version that wrote it, or a newer one");
        }
        assertThat(services.leftIn(folder)).isEmpty();
    }

    @Test
    void saysInOneLineThatJavaIsTooOld() throws IOException {
        var java17 = Path.of("/usr/lib/jvm/java-17-openjdk-amd64/bin/java");
        assumeTrue(Files.isExecutable(java17), "What an older Java says is not tested: there is no " + java17);
        var service = services.start(folder, java17, "studio.dictation.app.Start");
        assertThat(service.awaitEnd()).isEqualTo(1);
        assertThat(service.output().lines()).singleElement().asString()
                .startsWith("Dictation Studio needs Java 25 or newer, this is Java 17");
    }

    private static void answers(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("GET /actuator/health HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 ");
        }
    }

    /** With what stands in the data directory: the password, and the port that the server noted. */
    private void execute(String sql) throws IOException, SQLException {
        var data = folder.resolve("data");
        var port = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3);
        var password = Files.readString(data.resolve("secrets/postgres-password")).strip();
        try (var postgres = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/dictation", "dictation", password);
                var statement = postgres.createStatement()) {
            statement.execute(sql);
        }
    }
}
