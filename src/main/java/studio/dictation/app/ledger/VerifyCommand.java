package studio.dictation.app.ledger;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.settings.Ed25519;

/** {@code java -jar dictation-studio.jar verify}: verifies an export without a service, a database or a network. */
public final class VerifyCommand {
    /** First argument of the program. */
    public static final String NAME = "verify";

    private static final String USAGE = "usage: verify --export FILE --public-key FILE [--root HASH]";
    private static final Set<String> OPTIONS = Set.of("--export", "--public-key", "--root");
    private static final int OK = 0;
    private static final int TAMPERED = 1;
    private static final int UNUSABLE = 2;

    private VerifyCommand() {}

    /** Runs it; answers the exit code: 0 if all is as it was written, 1 if not, 2 if it could not be verified. */
    public static int run(String[] arguments, PrintStream out) {
        try {
            var options = options(arguments);
            var export = options.get("--export");
            var key = options.get("--public-key");
            var root = options.get("--root");
            if (export == null || key == null || (root != null && !root.matches("[0-9a-fA-F]{64}"))) {
                out.println(USAGE + "\nHASH is that of a seal, 64 hexadecimal digits, as the file of roots has it");
                return UNUSABLE;
            }
            var keys = new TrustedKeys(Ed25519.publicKeys(Files.readString(Path.of(key))));
            try (var lines = Files.newBufferedReader(Path.of(export), StandardCharsets.UTF_8)) {
                return told(new ExportVerifier(keys, root == null ? null : root.toLowerCase(Locale.ROOT)).verify(lines), out);
            }
        } catch (ExportVerifier.UnreadableExport | IllegalArgumentException unusable) {
            out.println("Can't be verified: " + unusable.getMessage());
        } catch (IOException unreadable) {
            out.println("Can't be read: " + unreadable.getMessage());
        }
        return UNUSABLE;
    }

    private static int told(Verification verification, PrintStream out) {
        out.println("%d entries, %d of them not sealed yet, %d seals".formatted(
                verification.entries(), verification.unsealed(), verification.seals()));
        for (var finding : verification.findings()) {
            out.println(finding.kind().text() + entry(finding) + (finding.seal() == null ? "" : ", seal " + finding.seal()));
        }
        if (verification.ok()) {
            out.println("OK");
            return OK;
        }
        out.println("NOT OK: " + verification.found() + " finding(s)");
        return TAMPERED;
    }

    private static String entry(Finding finding) {
        if (finding.stream() == null) {
            return "";
        }
        return ": " + finding.stream() + " #" + finding.sequence() + (finding.eventId() == null ? "" : ", event " + finding.eventId());
    }

    private static Map<String, @Nullable String> options(String[] arguments) {
        var words = Arrays.copyOfRange(arguments, 1, arguments.length);
        Map<String, @Nullable String> options = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            if (!OPTIONS.contains(words[i]) || i + 1 == words.length || options.put(words[i], words[i + 1]) != null) {
                throw new IllegalArgumentException(USAGE);
            }
        }
        return options;
    }
}
