package studio.dictation.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The processes of one server, found by what cannot be stale: the program they run and the folder they run in. Both
 * servers work in their data folder, whoever started them and whatever their files of process ids say.
 *
 * @param program how the program's file name begins
 * @param directory the server's data folder
 */
record ServerProcesses(String program, Path directory) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(10);

    boolean any() {
        return !running().isEmpty();
    }

    /**
     * Asks the server to stop and waits until every process of it is gone; one that does not go is killed.
     *
     * @param signal the server's signal for a stop that does not wait for clients, such as {@code INT}
     */
    void stop(String signal) throws IOException {
        var processes = running();
        for (var process : processes) {
            // Helpers go with the process that started them.
            if (process.parent().filter(processes::contains).isEmpty()) {
                signal(process, signal);
            }
        }
        // Looked at again and again: the processes are not ours to wait for, and one that nobody waits for stays as a name
        // without a program.
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (processes.stream().anyMatch(this::isOurs)) {
            if (System.nanoTime() > end) {
                processes.stream().filter(this::isOurs).forEach(ProcessHandle::destroyForcibly);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private List<ProcessHandle> running() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private boolean isOurs(ProcessHandle process) {
        var proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            if (!Files.readSymbolicLink(proc.resolve("exe")).getFileName().toString().startsWith(program)) {
                return false;
            }
            var workingDirectory = Files.readSymbolicLink(proc.resolve("cwd")).toString();
            // The folder may have been removed under a server that was left behind.
            return workingDirectory.equals(directory.toString())
                    || workingDirectory.equals(directory + " (deleted)");
        } catch (IOException goneOrForeign) {
            return false;
        }
    }

    /** By the shell's own {@code kill}: small systems have no other, and Java knows only {@code TERM} and {@code KILL}. */
    private static void signal(ProcessHandle process, String signal) throws IOException {
        Command.of("sh", "-c", "kill -" + signal + " " + process.pid() + " || ! kill -0 " + process.pid()).run();
    }
}
