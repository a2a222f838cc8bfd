package studio.dictation.app.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Secrets made once and kept in a folder that only its owner can read. Used by one process at a time, the one that
 * holds the lock of the data directory.
 */
public final class Secrets {
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    /** @param dataDirectory the secrets live in its folder {@code secrets} */
    public Secrets(Path dataDirectory) {
        this.directory = dataDirectory.resolve("secrets");
    }

    /** Where the secret of that name is kept. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /**
     * The kept secret of that name, made up on first use: 32 random bytes as 43 URL-safe characters.
     *
     * @throws StartRefused if the folder cannot be used
     */
    public Secret keptOrGenerated(String name) {
        return keptOr(name, this::random);
    }

    private Secret keptOr(String name, Supplier<String> made) {
        var file = file(name);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(directory, OWNER_DIRECTORY);
                write(file, made.get());
            }
            Files.setPosixFilePermissions(file, OWNER_FILE);
            var text = Files.readString(file).strip();
            if (text.isEmpty()) {
                throw new StartRefused("The secret in " + file + " is empty: delete the file to get a new one");
            }
            return new Secret(text);
        } catch (IOException unusable) {
            throw new StartRefused("The secret in " + file + " cannot be read or written: " + unusable, unusable);
        }
    }

    /** The key that signs tokens: the operator's, else a kept one. */
    public JwtSecret jwt(Settings settings) {
        var given = settings.jwtSecret();
        return given != null ? given : new JwtSecret(keptOrGenerated("jwt-secret-key"));
    }

    /** The key that seals the ledger: the operator's, else a kept one. */
    public LedgerKey ledger(Settings settings) {
        var given = settings.ledger().signingKey();
        if (given != null) {
            return given;
        }
        var kept = keptOr("ledger-signing-key", () -> Ed25519.pem(Ed25519.generate().getPrivate()));
        try {
            return new LedgerKey(Ed25519.pair(kept.value()));
        } catch (IllegalArgumentException damaged) {
            throw new StartRefused("The secret in " + file("ledger-signing-key") + " is " + damaged.getMessage());
        }
    }

    /** The admin to create, with what the operator did not choose filled in; for embedded stores only. */
    public AdminCredentials admin(Settings settings) {
        var email = settings.adminEmail() == null ? AdminCredentials.EMBEDDED_EMAIL : settings.adminEmail();
        var chosen = settings.adminPassword();
        return chosen != null
                ? new AdminCredentials(email, chosen, null)
                : new AdminCredentials(email, keptOrGenerated("admin-password"), file("admin-password"));
    }

    private String random() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n";
    }

    /** Complete or not there at all, and never readable by others, whenever the process or the machine stops. */
    private void write(Path file, String text) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(unfinished, options, PosixFilePermissions.asFileAttribute(OWNER_FILE))) {
            var buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
