package studio.dictation.app.ledger;

import java.io.IOException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.LedgerHash;
import studio.dictation.eventstore.LedgerReader;

/**
 * Seals what has been added to the ledger, and writes the roots to the file outside. Any number of nodes may do so at once: a seal has
 * the number after the newest, which one of them gets; the others find the entries sealed and go on behind.
 */
public final class Sealer {
    /** Most entries of one seal. */
    static final int ENTRIES = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
    private static final int SEALS_AT_ONCE = 100;

    private final LedgerReader reader;
    private final Seals seals;
    private final RootsFile roots;
    private final KeyPair key;
    private final TrustedKeys trusted;
    private final Clock clock;
    private RootsFile.@Nullable Line written;
    private boolean told;
    private volatile boolean refusing;
    private volatile long counted;

    /** @param trusted must have the key, and those that have sealed before: upon other seals nothing is built */
    public Sealer(LedgerReader reader, Seals seals, RootsFile roots, KeyPair key, TrustedKeys trusted, Clock clock) {
        this.reader = reader;
        this.seals = seals;
        this.roots = roots;
        this.key = key;
        this.trusted = trusted;
        this.clock = clock;
    }

    /** Seals all that can be sealed now. */
    void run() throws IOException {
        while (seal()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
        keepRoots();
    }

    /** Adds at most one seal; answers whether there may be more to seal. */
    boolean seal() {
        var base = base().orElse(null);
        if (base == null) {
            return false;
        }
        var leaves = reader.leaves(base.end(), ENTRIES);
        if (leaves.isEmpty()) {
            return false;
        }
        var list = Leaves.write(leaves);
        var unsigned = new Seal(base.number() + 1, clock.instant(), leaves.size(),
                leaves.getFirst().position(), leaves.getLast().position(),
                base.hash(), MerkleTree.over(leaves).root(), Sha256.of(list),
                TrustedKeys.fingerprint(key.getPublic()), new byte[0]);
        boolean added = seals.add(new Seals.Stored(unsigned.signed(TrustedKeys.sign(key, unsigned.header())), list));
        return !added || leaves.size() == ENTRIES;
    }

    /**
     * Writes to the file what is sealed and not written there yet, whoever sealed it: after the process has ended between the two, and
     * for a file that another node's seals are to be in, too. A file that is new begins with the newest seal.
     */
    void keepRoots() throws IOException {
        var last = written == null ? roots.last().orElse(null) : written;
        if (last == null) {
            var newest = base().flatMap(base -> Optional.ofNullable(base.seal()));
            if (newest.isPresent()) {
                write(newest.get());
            }
            return;
        }
        written = last;
        for (var next = seals.headers(last.number(), SEALS_AT_ONCE); !next.isEmpty();
                next = seals.headers(last.number(), SEALS_AT_ONCE)) {
            for (var seal : next) {
                if (!follows(seal, last) || !proven(seal)) {
                    tellOnce(seal, last);
                    return;
                }
                last = write(seal);
            }
        }
    }

    private void tellOnce(Seal seal, RootsFile.Line last) {
        if (!told) {
            LOG.error("Seal {} of the ledger does not follow the last one in the file of roots, {}, or is not proven: verify the ledger",
                    seal.number(), last.number());
            told = true;
        }
    }

    /** How long the oldest entry that is not sealed has been there; nothing as well while {@link #isRefusing}. */
    public Optional<Duration> oldestUnsealed() {
        return base().flatMap(base -> reader.firstBehind(base.end())).map(since -> Duration.between(since, clock.instant()));
    }

    /** Whether nothing is sealed since the newest seal is none that may be built upon. */
    public boolean isRefusing() {
        return refusing;
    }

    /** What the next seal is built upon; nothing while that is no seal of ours. */
    private Optional<Base> base() {
        var newest = seals.newest().orElse(null);
        boolean sound = newest == null || (proven(newest) && isComplete(newest) && reader.isSettled(newest.last()));
        if (newest != null && !sound && !refusing) {
            LOG.error("Seal {} of the ledger is not proven, seals before it are missing, or it reaches beyond what is settled."
                    + " Nothing is sealed upon it: verify the ledger", newest.number());
        }
        refusing = !sound;
        return sound ? Optional.of(new Base(newest)) : Optional.empty();
    }

    private boolean proven(Seal seal) {
        return trusted.prove(seal.key(), seal.header(), seal.signature());
    }

    /** Whether none is missing up to a seal; those counted once are not counted again. */
    private boolean isComplete(Seal newest) {
        long from = newest.number() < counted ? 0 : counted;
        boolean complete = seals.count(from, newest.number()) == newest.number() - from;
        if (complete) {
            counted = newest.number();
        }
        return complete;
    }

    private static boolean follows(Seal seal, RootsFile.Line written) {
        return seal.number() == written.number() + 1
                && Arrays.equals(seal.previous(), HexFormat.of().parseHex(written.hash()));
    }

    /** @param seal the newest; null before the first */
    private record Base(@Nullable Seal seal) {
        long number() {
            return seal == null ? 0 : seal.number();
        }

        EventPosition end() {
            return seal == null ? EventPosition.START : seal.last();
        }

        byte[] hash() {
            return seal == null ? LedgerHash.none() : seal.hash();
        }
    }

    private RootsFile.Line write(Seal seal) throws IOException {
        // Until it is written: what a failure leaves of the line is to be found in the file.
        written = null;
        roots.add(seal);
        var line = RootsFile.Line.of(seal);
        written = line;
        return line;
    }
}
