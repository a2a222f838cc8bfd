package studio.dictation.app.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import studio.dictation.app.settings.StartRefused;

/**
 * A program that is run to its end.
 *
 * @param words the program and its arguments
 */
record Command(List<String> words) {
    static Command of(String... words) {
        return new Command(List.of(words));
    }

    /**
     * PostgreSQL's programs refuse to run as root; in a user namespace of their own they see another user while files and
     * rights stay root's.
     */
    static Command unprivileged(Path program, String... arguments) throws IOException {
        var words = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            if (of("sh", "-c", "unshare -U true || echo no").run().contains("no")) {
                throw new StartRefused("PostgreSQL does not run as root, and this system allows no user namespace"
                        + " (unshare -U): start as another user, or set POSTGRES_URL");
            }
            words.addAll(List.of("unshare", "-U"));
        }
        words.add(program.toString());
        words.addAll(List.of(arguments));
        return new Command(words);
    }

    String run() throws IOException {
        return run("");
    }

    /**
     * Runs it.
     *
     * @param input what it reads
     * @return what it wrote, errors included
     * @throws IOException if it ends with a failure; the message ends with what it wrote
     */
    String run(String input) throws IOException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        try (var out = process.getInputStream()) {
            var output = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(words.getFirst() + " ended with " + status + ": " + output);
            }
            return output;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("Interrupted while running " + words.getFirst())
                    .initCause(interrupted);
        }
    }
}
