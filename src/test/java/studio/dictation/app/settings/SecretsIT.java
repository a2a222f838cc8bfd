package studio.dictation.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretsIT {
    @TempDir
    private Path data;

    @Test
    void areMadeOnceAndKept() {
        var first = new Secrets(data).keptOrGenerated("a");
        assertThat(first.value()).hasSize(43);
        assertThat(new Secrets(data).keptOrGenerated("a")).isEqualTo(first);
        assertThat(new Secrets(data).keptOrGenerated("b")).isNotEqualTo(first);
    }

    @Test
    void canBeReadByTheirOwnerOnly() throws IOException {
        new Secrets(data).keptOrGenerated("a");
        assertThat(permissions(data.resolve("secrets"))).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("secrets/a"))).isEqualTo("rw-------");
        try (var files = Files.list(data.resolve("secrets"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void areClosedAgainIfSomebodyOpenedThem() throws IOException {
        new Secrets(data).keptOrGenerated("a");
        Files.setPosixFilePermissions(data.resolve("secrets/a"), PosixFilePermissions.fromString("rw-r--r--"));
        new Secrets(data).keptOrGenerated("a");
        assertThat(permissions(data.resolve("secrets/a"))).isEqualTo("rw-------");
    }

    @Test
    void areNeverEmpty() throws IOException {
        Files.createDirectories(data.resolve("secrets"));
        Files.writeString(data.resolve("secrets/a"), "\n");
        assertThatThrownBy(() -> new Secrets(data).keptOrGenerated("a"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(data.resolve("secrets/a").toString());
    }

    @Test
    void sealTheLedgerWithOneKeyThatOnlyTheirOwnerCanRead() throws IOException {
        var first = new Secrets(data).ledger(SettingsTest.settings());

        assertThat(permissions(data.resolve("secrets/ledger-signing-key"))).isEqualTo("rw-------");
        assertThat(new Secrets(data).ledger(SettingsTest.settings()).pair().getPublic()).isEqualTo(first.pair().getPublic());
        assertThat(first).asString().doesNotContain("PRIVATE");
    }

    @Test
    void areNotReplacedByOthersWhenTheKeyOfTheLedgerIsDamaged() throws IOException {
        Files.createDirectories(data.resolve("secrets"));
        var file = Files.writeString(data.resolve("secrets/ledger-signing-key"), "-----BEGIN PRIVATE KEY-----\nMC4CAQ");

        assertThatThrownBy(() -> new Secrets(data).ledger(SettingsTest.settings()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("-----BEGIN PRIVATE KEY-----\nMC4CAQ");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
