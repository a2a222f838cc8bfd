package studio.dictation.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import studio.dictation.app.settings.PostgresAddress;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.settings.Secrets;
import studio.dictation.app.settings.StartRefused;

/** A PostgreSQL 18 with its data in {@code DATA_DIR/postgres}, reachable from this machine only, with a password. */
final class PostgresServer implements EmbeddedServer<PostgresAddress> {
    private static final String MAJOR = "18";
    private static final String NAME = "dictation";
    private static final String PASSWORD = "postgres-password";

    private final Binaries binaries;
    private final Secrets secrets;
    private final Path data;
    private final Path log;
    private final ServerProcesses processes;

    PostgresServer(Path dataDirectory, Secrets secrets) {
        this.binaries = new Binaries(dataDirectory);
        this.secrets = secrets;
        this.data = dataDirectory.resolve("postgres");
        this.log = dataDirectory.resolve("postgres.log");
        this.processes = new ServerProcesses("postgres", data);
    }

    @Override
    public PostgresAddress start() throws IOException {
        stop();
        var programs = binaries.postgres().resolve("bin");
        var password = prepare(programs);
        int port = Ports.startOnFreePort("PostgreSQL", log, candidate -> launch(programs, candidate));
        return new PostgresAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + NAME, NAME, password);
    }

    /** Ends sessions and writes a checkpoint, so the next start has nothing to recover. */
    @Override
    public void stop() throws IOException {
        processes.stop("INT");
    }

    private Secret prepare(Path programs) throws IOException {
        boolean passwordIsKept = Files.exists(secrets.file(PASSWORD));
        var password = secrets.keptOrGenerated(PASSWORD);
        if (!Files.exists(data)) {
            initialise(programs);
            return password;
        }
        var version = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR)) {
            throw new StartRefused("The data in " + data + " is of PostgreSQL " + version + ", this is " + MAJOR
                    + ": dump it with the old one and restore it, or set DATA_DIR to another folder");
        }
        forgetStaleLock();
        if (!passwordIsKept) {
            singleUser(programs, data, "ALTER ROLE " + NAME + " PASSWORD '" + password.value() + "'");
        }
        return password;
    }

    /** Under another name until it is complete, so an interrupted first start leaves nothing that looks like data. */
    private void initialise(Path programs) throws IOException {
        var unfinished = data.resolveSibling("postgres.unfinished");
        Binaries.deleteTree(unfinished);
        Command.unprivileged(programs.resolve("initdb"),
                "--pgdata=" + unfinished, "--username=" + NAME, "--pwfile=" + secrets.file(PASSWORD),
                "--auth=scram-sha-256", "--encoding=UTF8", "--no-locale",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8").run();
        singleUser(programs, unfinished, "CREATE DATABASE " + NAME);
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void singleUser(Path programs, Path data, String sql) throws IOException {
        var output = Command.unprivileged(programs.resolve("postgres"), "--single", "-D", data.toString(), "postgres")
                .run(sql + "\n");
        if (output.contains("ERROR:")) {
            throw new IOException("PostgreSQL refused to prepare " + data);
        }
    }

    /**
     * After an unclean end the file of the process id may name a number that some other program has by now, and
     * PostgreSQL would refuse to start. That no server works in this folder is known.
     */
    private void forgetStaleLock() throws IOException {
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    private void launch(Path programs, int port) throws IOException {
        Files.writeString(data.resolve("postgresql.conf"), """
                # Written at every start.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 100
                shared_buffers = 128MB
                max_wal_size = 1GB
                fsync = on
                full_page_writes = on
                synchronous_commit = on
                jit = off
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_checkpoints = off
                """.formatted(port));
        // A recovery after a crash may take minutes.
        Command.unprivileged(programs.resolve("pg_ctl"), "start", "--wait", "--timeout=600", "--silent",
                "--pgdata=" + data, "--log=" + log).run();
    }
}
