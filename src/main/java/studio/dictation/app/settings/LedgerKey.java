package studio.dictation.app.settings;

import java.security.KeyPair;

/** The key that seals the ledger, {@code LEDGER_SIGNING_KEY}. */
public record LedgerKey(KeyPair pair) {
    @Override
    public String toString() {
        return "(secret)";
    }
}
