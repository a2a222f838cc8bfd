package studio.dictation.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Starts the service as processes of their own, each the leader of its own group like a command at a terminal, and with the wiring that
 * the build prepared, if it did.
 */
public final class ServiceProcesses {
    private static final Pattern READY = Pattern.compile("is ready: http://localhost:(\\d+)");
    /** A start takes some twenty seconds of a processor, which others may be busy with. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /**
     * Options of a service that lives for a short while: with the wiring as packaged, if the build has prepared it, and compiling as little
     * as this JVM, which still compiles well what hashes passwords.
     */
    static final List<String> FRUGAL = Stream.concat(
                    Stream.of("-Dspring.aot.enabled=" + System.getProperty("test.prepared", "false"), "-Xmx256m",
                            "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"),
                    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                            .filter(option -> option.matches("-XX:(-C1|Tier|TypeProfile).*")))
            .toList();

    private final List<Service> started = new ArrayList<>();

    /** Starts it in a folder, where its data directory {@code data} is. */
    public Service start(Path folder, int port, String... arguments) throws IOException {
        var words = new ArrayList<>(FRUGAL);
        words.addAll(List.of("studio.dictation.app.Start", "--PORT=" + port));
        words.addAll(List.of(arguments));
        return start(folder, Path.of(System.getProperty("java.home"), "bin", "java"), words.toArray(String[]::new));
    }

    /** Starts it with a known administrator, and waits until it is ready. */
    Service startReady(Path folder, String... more) throws IOException {
        shareServers(folder);
        var arguments = new ArrayList<>(List.of("--server.address=127.0.0.1", "--ADMIN_EMAIL=" + RunningService.ADMIN_EMAIL,
                "--ADMIN_PASSWORD=" + RunningService.ADMIN_PASSWORD));
        arguments.addAll(List.of(more));
        var service = start(folder, 0, arguments.toArray(String[]::new));
        service.awaitReady();
        return service;
    }

    /** Lets a service that is started in a folder find the servers' programs unpacked, and an empty cluster. */
    void shareServers(Path folder) {
        // It unpacks them, which two at once would spoil.
        RunningService.shared();
        EmptyCluster.copyTo(folder.resolve("data"));
    }

    Service start(Path folder, Path java, String... arguments) throws IOException {
        // A build that runs in the background passes on that SIGINT is ignored; a command at a terminal doesn't know that.
        var words = new ArrayList<String>(List.of("setsid", "env", "--default-signal=INT", java.toString(), "-cp",
                System.getProperty("java.class.path")));
        words.addAll(List.of(arguments));
        var output = folder.resolve("output-" + started.size());
        var builder = new ProcessBuilder(words).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(output.toFile());
        List.of("POSTGRES_URL", "REDIS_HOST", "DATA_DIR", "JAVA_TOOL_OPTIONS").forEach(builder.environment()::remove);
        var service = new Service(builder.start(), output);
        started.add(service);
        return service;
    }

    /** Ends the services and every server they left in a folder. */
    public void killAll(Path folder) {
        started.forEach(service -> service.process.destroyForcibly());
        leftIn(folder).forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> leftIn(folder).isEmpty());
    }

    /** Every process of this machine that works below a folder. */
    List<ProcessHandle> leftIn(Path folder) {
        return ProcessHandle.allProcesses().filter(process -> {
            try {
                return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd")).startsWith(folder);
            } catch (IOException goneOrForeign) {
                return false;
            }
        }).toList();
    }

    /** A process of the service. */
    public static final class Service {
        private final Process process;
        private final Path output;

        private Service(Process process, Path output) {
            this.process = process;
            this.output = output;
        }

        public boolean isAlive() {
            return process.isAlive();
        }

        long pid() {
            return process.pid();
        }

        /** What it wrote up to now. */
        public String output() {
            try {
                return Files.readString(output);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        /** Returns what it wrote until then. */
        String awaitReady() {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50))
                    .failFast(() -> assertThat(process.isAlive()).as(output()).isTrue())
                    .untilAsserted(() -> assertThat(output()).containsPattern(READY));
            return output();
        }

        int port() {
            var ready = READY.matcher(output());
            if (!ready.find()) {
                throw new IllegalStateException("Not ready: " + output());
            }
            return Integer.parseInt(ready.group(1));
        }

        /** Returns its status. */
        public int awaitEnd() {
            try {
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError("Still running: " + output());
                }
                return process.exitValue();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }

        public void signal(String signal) throws IOException {
            kill(signal, Long.toString(pid()));
        }

        /** A terminal sends the signal to the whole group. */
        void interruptLikeCtrlC() throws IOException {
            kill("INT", "-" + pid());
        }

        private static void kill(String signal, String target) throws IOException {
            var kill = new ProcessBuilder("sh", "-c", "kill -s " + signal + " -- " + target).inheritIO().start();
            assertThat(kill.onExit().join().exitValue()).isZero();
        }
    }
}
