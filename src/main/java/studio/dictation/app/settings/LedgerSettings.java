package studio.dictation.app.settings;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the ledger is sealed.
 *
 * @param signingKey  given by the operator; null only if both stores are embedded
 * @param retiredKeys public keys whose older seals are believed
 * @param interval    how often what is new is sealed
 * @param rootsFile   absolute path of the file that roots are written to
 */
public record LedgerSettings(@Nullable LedgerKey signingKey, List<PublicKey> retiredKeys, Duration interval, Path rootsFile) {
    public LedgerSettings {
        retiredKeys = List.copyOf(retiredKeys);
    }
}
