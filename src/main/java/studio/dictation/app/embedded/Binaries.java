package studio.dictation.app.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;
import studio.dictation.app.settings.StartRefused;

/**
 * The servers' programs, unpacked once into the data directory: a temporary folder may be cleaned while they run, and
 * others could put programs there.
 */
final class Binaries {
    private static final String POSTGRES = "/postgres-linux-x86_64.txz";

    private final Path directory;

    Binaries(Path dataDirectory) {
        this.directory = dataDirectory.resolve("bin");
    }

    /** The folder with {@code bin/postgres}, {@code bin/initdb} and {@code bin/pg_ctl}. */
    Path postgres() throws IOException {
        return unpacked("postgres", POSTGRES, Binaries::untar);
    }

    /** The program {@code redis-server}. */
    Path redis() throws IOException {
        var resource = ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
        return unpacked("redis-server", resource, (content, target) -> {
            Files.copy(content, target);
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
        });
    }

    private Path unpacked(String name, @Nullable String resource, Unpacking unpacking) throws IOException {
        if (!System.getProperty("os.name").equals("Linux") || !System.getProperty("os.arch").equals("amd64")) {
            throw new StartRefused("Embedded stores run on 64-bit Linux on x86 only: set POSTGRES_URL and REDIS_HOST");
        }
        var url = resource == null ? null : Binaries.class.getResource(resource);
        if (url == null) {
            throw new IOException("No " + name + " on the class path");
        }
        var target = directory.resolve(name + "-" + checksum(url));
        if (!Files.exists(target)) {
            Files.createDirectories(directory);
            deleteAll(name + "-");
            var unfinished = directory.resolve(name + "-unfinished");
            try (var content = new BufferedInputStream(url.openStream())) {
                unpacking.unpack(content, unfinished);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return target;
    }

    /** Kept in the jar's index, so a new version is noticed without reading the old one. */
    private static String checksum(URL url) throws IOException {
        if (url.openConnection() instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        throw new IOException(url + " is not in a jar");
    }

    private static void untar(InputStream content, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(content))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("Entry outside of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.resolve(".."));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(path, EnumSet.of(PosixFilePermission.OWNER_READ,
                                PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
                    }
                }
            }
        }
    }

    private void deleteAll(String prefix) throws IOException {
        try (var children = Files.newDirectoryStream(directory, prefix + "*")) {
            for (var child : children) {
                deleteTree(child);
            }
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var paths = Files.walk(root)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private interface Unpacking {
        void unpack(InputStream content, Path target) throws IOException;
    }
}
