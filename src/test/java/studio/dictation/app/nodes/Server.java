package studio.dictation.app.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A running server that has been started before; it comes back with its data and on its port.
 *
 * @param data  its data folder, in which it works
 * @param command what starts it and returns when it runs
 */
public record Server(Path data, List<String> command) {
    /** The PostgreSQL that embedded stores have started in a folder. */
    public static Server postgres(Path folder) {
        return new Server(folder.resolve("postgres"), Stream.concat(
                System.getProperty("user.name").equals("root") ? Stream.of("unshare", "-U") : Stream.of(),
                Stream.of(program(folder, "postgres-*/bin/pg_ctl"), "start", "--wait", "--silent",
                        "--pgdata=" + folder.resolve("postgres"), "--log=" + folder.resolve("postgres.log"))).toList());
    }

    /** The Redis that embedded stores have started in a folder. */
    public static Server redis(Path folder) {
        return new Server(folder.resolve("redis"),
                List.of(program(folder, "redis-server-*"), folder.resolve("redis.conf").toString()));
    }

    private static String program(Path folder, String glob) {
        try {
            var programs = folder.resolve("bin").toRealPath();
            var matcher = folder.getFileSystem().getPathMatcher("glob:" + programs + "/" + glob);
            try (var found = Files.walk(programs, 3)) {
                return found.filter(matcher::matches).findAny().orElseThrow().toString();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public boolean isRunning() {
        return !processes().isEmpty();
    }

    /** Ends it at once, as a failing machine would. */
    public void kill() {
        signal("KILL");
        await().atMost(20, SECONDS).until(() -> processes().isEmpty());
    }

    /** Ends it in order. */
    public void stop() {
        signal("INT");
        await().atMost(20, SECONDS).until(() -> processes().isEmpty());
    }

    /** It keeps its connections and answers nothing. */
    public void pause() {
        signal("STOP");
    }

    public void proceed() {
        signal("CONT");
    }

    /** Starts it where it was. */
    public void restart() {
        try {
            // A killed server counts as running for PostgreSQL until somebody has asked how it ended.
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        run(command.toArray(String[]::new));
    }

    /** Copies the data of the stopped server. */
    public void copyTo(Path target) {
        run("cp", "-a", data.toString(), target.toString());
    }

    /** Puts a copy in the place of the stopped server's data. */
    public void replaceBy(Path copy) {
        run("rm", "-r", data.toString());
        run("mv", copy.toString(), data.toString());
    }

    private void signal(String signal) {
        run("sh", "-c", "kill -%s %s || true".formatted(signal,
                processes().stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(" "))));
    }

    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(process -> {
            try {
                return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd")).equals(data);
            } catch (IOException goneOrForeign) {
                return false;
            }
        }).toList();
    }

    /** Runs a program, which has to succeed. */
    public static void run(String... words) {
        assertThat(attempt(words)).isEmpty();
    }

    /** Runs a program; answers what went wrong, or nothing. */
    public static String attempt(String... words) {
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.onExit().join().exitValue();
            return status == 0 ? "" : "%s ended with %d: %s".formatted(Arrays.toString(words), status, output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
