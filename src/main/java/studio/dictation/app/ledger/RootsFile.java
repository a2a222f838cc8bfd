package studio.dictation.app.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The roots outside of PostgreSQL, a JSON object a line: whoever changes the database alone can't make it agree with this file.
 * Lines are only added; one that was cut off by the end of the process is written again.
 */
public final class RootsFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_LINE = 1024;

    private final Path path;

    public RootsFile(Path path) {
        this.path = path;
    }

    /**
     * One line.
     *
     * @param number   of the seal
     * @param sealedAt ISO 8601
     * @param entries  how many it covers
     * @param root     hexadecimal
     * @param hash     of the seal, hexadecimal
     */
    record Line(long number, String sealedAt, int entries, String root, String hash) {
        static Line of(Seal seal) {
            return new Line(seal.number(), seal.sealedAt().toString(), seal.entries(), HexFormat.of().formatHex(seal.root()),
                    HexFormat.of().formatHex(seal.hash()));
        }
    }

    /** The last complete line. */
    Optional<Line> last() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (var file = new RandomAccessFile(path.toFile(), "rw"); var _ = file.getChannel().lock()) {
            var lines = lastLines(file);
            int end = lines.length() - 1;
            return end < 0 ? Optional.empty() : Optional.ofNullable(read(lines.substring(lines.lastIndexOf("\n", end - 1) + 1, end)));
        }
    }

    /**
     * The end of the file; cuts off what is no whole line. Under a lock only: without one it may be a line that another process is
     * writing.
     */
    private static String lastLines(RandomAccessFile file) throws IOException {
        long start = Math.max(0, file.length() - 2 * LONGEST_LINE);
        var bytes = new byte[(int) (file.length() - start)];
        file.seek(start);
        file.readFully(bytes);
        var tail = new String(bytes, StandardCharsets.US_ASCII);
        int end = tail.lastIndexOf('\n') + 1;
        if (end < bytes.length) {
            file.setLength(start + end);
        }
        return tail.substring(0, end);
    }

    void add(Seal seal) throws IOException {
        var parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (var file = new RandomAccessFile(path.toFile(), "rw"); var _ = file.getChannel().lock()) {
            lastLines(file);
            file.seek(file.length());
            file.write((JSON.writeValueAsString(Line.of(seal)) + "\n").getBytes(StandardCharsets.US_ASCII));
            file.getChannel().force(false);
        }
    }

    /** Reads the file from its begin. A last line without an end is one that is being written, or was cut off. */
    Lines lines() {
        try {
            return new Lines(Files.exists(path) ? Files.newBufferedReader(path, StandardCharsets.ISO_8859_1) : null);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The file of roots can't be read", unreadable);
        }
    }

    private static @Nullable Line read(String text) {
        try {
            return JSON.readValue(text, Line.class);
        } catch (JacksonException noLine) {
            return null;
        }
    }

    /** The lines of the file, one after the other. */
    static final class Lines implements AutoCloseable {
        private final @Nullable BufferedReader reader;
        private @Nullable String text;

        private Lines(@Nullable BufferedReader reader) {
            this.reader = reader;
        }

        /** Goes to the next line; false at the end. */
        boolean advance() {
            try {
                text = reader == null ? null : wholeLine(reader);
                return text != null;
            } catch (IOException unreadable) {
                throw new UncheckedIOException("The file of roots can't be read", unreadable);
            }
        }

        private static @Nullable String wholeLine(BufferedReader reader) throws IOException {
            var line = new StringBuilder();
            for (int next = reader.read(); next >= 0; next = reader.read()) {
                if (next == '\n') {
                    return line.toString();
                }
                if (line.length() < LONGEST_LINE) {
                    line.append((char) next);
                }
            }
            return null;
        }

        /** The line at hand; nothing if it can't be understood. */
        Optional<Line> line() {
            return text == null ? Optional.empty() : Optional.ofNullable(read(text));
        }

        @Override
        public void close() {
            try {
                if (reader != null) {
                    reader.close();
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException("The file of roots can't be closed", unreadable);
            }
        }
    }
}
