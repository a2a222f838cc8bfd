package studio.dictation.app.ledger;

import java.util.List;

/**
 * What a verification found.
 *
 * @param ok       whether everything is as it was written
 * @param entries  how many entries were looked at
 * @param unsealed how many of them are not sealed yet
 * @param seals    how many seals were looked at
 * @param findings the first of what is not as it was written
 * @param found    how much is not, named or not
 */
public record Verification(boolean ok, long entries, long unsealed, long seals, List<Finding> findings, long found) {
    static Verification of(long entries, long unsealed, long seals, Findings findings) {
        return new Verification(findings.count() == 0, entries, unsealed, seals, findings.named(), findings.count());
    }
}
