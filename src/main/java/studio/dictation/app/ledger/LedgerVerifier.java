package studio.dictation.app.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.ledger.Finding.Kind;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.LedgerEntry;
import studio.dictation.eventstore.LedgerHash;
import studio.dictation.eventstore.LedgerLeaf;
import studio.dictation.eventstore.LedgerRange;
import studio.dictation.eventstore.LedgerReader;

/**
 * Goes through the ledger and its seals once, side by side and in order, and compares: the bytes of each entry with its hash, the hash
 * with what was sealed, each seal with its entries, its signature and the seal before, and the seals with the file of roots. Memory
 * holds a page of each.
 */
public final class LedgerVerifier {
    private static final int ENTRIES_AT_ONCE = 1000;
    private static final long BYTES_AT_ONCE = 4 << 20;
    private static final int SEALS_AT_ONCE = 16;
    private static final int LINES_AT_ONCE = 500;

    private final LedgerReader reader;
    private final EventReader events;
    private final Seals seals;
    private final RootsFile roots;
    private final TrustedKeys keys;

    public LedgerVerifier(LedgerReader reader, EventReader events, Seals seals, RootsFile roots, TrustedKeys keys) {
        this.reader = reader;
        this.events = events;
        this.seals = seals;
        this.roots = roots;
        this.keys = keys;
    }

    /** Verifies the entries of one account, or all. */
    Verification verify(@Nullable UUID subject) {
        return new Run(subject).verify();
    }

    private final class Run {
        private final @Nullable UUID subject;
        private final Findings findings = new Findings();
        /** Sealed hashes of entries that are gone or changed: what follows upon them is not to blame. */
        private final Map<String, byte[]> sealed = new HashMap<>();
        /** Entries found where they were not sealed, and ids of those not found where they were, until both have been met. */
        private final Map<UUID, LedgerLeaf> misplaced = new LinkedHashMap<>();
        /** Entries of which nothing tells whether they are what was sealed. */
        private final Set<String> suspects = new HashSet<>();
        private final Set<UUID> gone = new HashSet<>();
        private List<LedgerEntry> page = List.of();
        private boolean ended;
        private int next;
        private EventPosition read = EventPosition.START;
        private long entries;
        private long unsealed;
        private long looked;

        Run(@Nullable UUID subject) {
            this.subject = subject;
        }

        Verification verify() {
            long newest = seals.newest().map(Seal::number).orElse(0L);
            var previous = LedgerHash.none();
            long number = 0;
            for (var stored = seals.page(0, SEALS_AT_ONCE); !stored.isEmpty() && number < newest;
                    stored = seals.page(number, SEALS_AT_ONCE)) {
                for (var seal : stored) {
                    if (seal.seal().number() > newest) {
                        break;
                    }
                    chained(seal.seal(), number, previous);
                    entriesOf(seal);
                    previous = seal.seal().hash();
                    number = seal.seal().number();
                    looked++;
                }
            }
            for (var row = peek(); row != null; row = peek()) {
                next++;
                unsealed++;
                alone(row);
            }
            misplaced.values().forEach(finding -> findings.entry(
                    Kind.INSERTED, finding.streamId(), finding.streamSequence(), finding.position().eventId(), null));
            outside();
            compareWithFile();
            return Verification.of(entries, unsealed, looked, findings);
        }

        private void chained(Seal seal, long before, byte[] previous) {
            for (long missing = before + 1; missing < seal.number() && !findings.full(); missing++) {
                findings.seal(Kind.REMOVED_SEAL, missing);
            }
            if (seal.number() > before + 1) {
                // What the missing ones covered is behind no seal now.
                for (var row = peek(); row != null && row.position().compareTo(seal.first()) < 0; row = peek()) {
                    next++;
                    alone(row);
                }
            } else if (!Arrays.equals(seal.previous(), previous)) {
                findings.seal(Kind.UNKNOWN_SEAL, seal.number());
            }
            if (!keys.contain(seal.key())) {
                findings.seal(Kind.UNKNOWN_KEY, seal.number());
            } else if (!keys.prove(seal.key(), seal.header(), seal.signature())) {
                findings.seal(Kind.FORGED_SEAL, seal.number());
            }
        }

        private void entriesOf(Seals.Stored stored) {
            var seal = stored.seal();
            var listed = Leaves.readable(stored.leaves());
            var leaves = listed;
            if (!Leaves.areSealed(stored.leaves(), seal)) {
                findings.seal(Kind.EDITED_LEAVES, seal.number());
                leaves = Leaves.stored(reader, seal);
                if (leaves.isEmpty()) {
                    findings.seal(Kind.FORGED_ROOT, seal.number());
                    suspect(seal, listed);
                    return;
                }
                nameEdited(listed, leaves, seal);
            } else if (leaves.isEmpty() || leaves.size() != seal.entries()
                    || !Arrays.equals(MerkleTree.over(leaves).root(), seal.root())) {
                findings.seal(Kind.FORGED_ROOT, seal.number());
            }
            for (var leaf : leaves) {
                for (var row = peek(); row != null && row.position().compareTo(leaf.position()) < 0; row = peek()) {
                    next++;
                    extra(row);
                }
                var row = peek();
                if (row != null && row.position().compareTo(leaf.position()) == 0) {
                    next++;
                    compare(leaf, row, seal);
                } else if (concerns(leaf)) {
                    missing(leaf, seal);
                }
            }
            for (var row = peek(); row != null && row.position().compareTo(seal.last()) <= 0; row = peek()) {
                next++;
                extra(row);
            }
        }

        /** The list is not the one that was sealed, but the entries are: where the two differ. */
        private void nameEdited(List<LedgerLeaf> listed, List<LedgerLeaf> stored, Seal seal) {
            var left = byPosition(listed);
            for (var leaf : stored) {
                var edited = left.remove(leaf.position());
                if (concerns(leaf) && (edited == null || !same(edited, leaf))) {
                    named(Kind.EDITED_LEAVES, leaf, seal);
                }
            }
            left.values().stream().filter(this::concerns).forEach(leaf -> named(Kind.EDITED_LEAVES, leaf, seal));
        }

        /** Neither the list nor the entries are what was sealed. What the two differ in is named; the rest may have been made to fit. */
        private void suspect(Seal seal, List<LedgerLeaf> listed) {
            var left = byPosition(listed);
            for (var row = peek(); row != null && row.position().compareTo(seal.last()) <= 0; row = peek()) {
                next++;
                alone(row);
                var stored = LedgerLeaf.of(row);
                var edited = left.remove(row.position());
                if (edited == null || !same(edited, stored)) {
                    named(Kind.EDITED, stored, seal);
                } else if (!findings.name(stored.streamId(), stored.streamSequence())) {
                    named(Kind.SUSPECT, stored, seal);
                }
                if (!findings.full()) {
                    suspects.add(key(stored.streamId(), stored.streamSequence()));
                }
            }
            left.values().stream().filter(this::concerns).forEach(leaf -> named(
                    reader.goesOn(leaf.streamId(), leaf.streamSequence()) ? Kind.REMOVED : Kind.TRUNCATED, leaf, seal));
        }

        private void named(Kind kind, LedgerLeaf leaf, Seal seal) {
            findings.entry(kind, leaf.streamId(), leaf.streamSequence(), leaf.position().eventId(), seal.number());
        }

        /** Rows that aggregates read and no page of the ledger has. */
        private void outside() {
            for (var leaf : reader.outside(Findings.NAMED)) {
                boolean whose = concerns(leaf) || leaf.streamId().equals("membership:" + subject);
                if (whose && !findings.name(leaf.streamId(), leaf.streamSequence())) {
                    findings.entry(Kind.INSERTED, leaf.streamId(), leaf.streamSequence(), leaf.position().eventId(), null);
                }
            }
        }

        private void compare(LedgerLeaf leaf, LedgerEntry row, Seal seal) {
            var event = row.event();
            boolean samePlace = event.streamId().equals(leaf.streamId()) && event.streamSequence() == leaf.streamSequence();
            boolean sameId = event.eventId().equals(leaf.position().eventId());
            if (samePlace && sameId) {
                entries++;
                content(leaf, row, seal);
            } else if (samePlace) {
                entries++;
                found(Kind.EDITED, leaf, seal);
            } else if (sameId) {
                entries++;
                found(Kind.REORDERED, leaf, seal);
            } else {
                extra(row);
                missing(leaf, seal);
            }
        }

        private void content(LedgerLeaf leaf, LedgerEntry row, Seal seal) {
            var before = before(row);
            if (before == null) {
                findings.entry(Kind.REMOVED, leaf.streamId(), leaf.streamSequence() - 1, null, null);
            } else if (!Arrays.equals(LedgerHash.of(before, row.event()), leaf.hash())) {
                // Where the one before is a suspect, it may be that one that this one does not follow upon.
                boolean suspect = followsASuspect(row) && Arrays.equals(row.hash(), leaf.hash());
                found(suspect ? Kind.SUSPECT : Kind.EDITED, leaf, seal);
            } else if (!Arrays.equals(row.hash(), leaf.hash())) {
                found(Kind.REHASHED, leaf, seal);
            }
        }

        /** An entry that is not where it was sealed. */
        private void missing(LedgerLeaf leaf, Seal seal) {
            if (findings.full()) {
                found(Kind.REMOVED, leaf, seal);
                return;
            }
            var eventId = leaf.position().eventId();
            if (misplaced.remove(eventId) == null) {
                gone.add(eventId);
            }
            var found = events.byIds(List.of(eventId));
            if (!found.isEmpty()) {
                boolean inPlace = found.getFirst().position().compareTo(leaf.position()) == 0;
                found(inPlace ? Kind.EDITED : Kind.REORDERED, leaf, seal);
            } else if (reader.find(leaf.streamId(), leaf.streamSequence()).isPresent()) {
                found(Kind.EDITED, leaf, seal);
            } else {
                found(reader.goesOn(leaf.streamId(), leaf.streamSequence()) ? Kind.REMOVED : Kind.TRUNCATED, leaf, seal);
            }
        }

        /** An entry among sealed ones that was not sealed there. One that comes from elsewhere is named where it is missing. */
        private void extra(LedgerEntry row) {
            entries++;
            var event = row.event();
            if (findings.full() || misplaced.size() >= Findings.NAMED) {
                findings.entry(Kind.INSERTED, event.streamId(), event.streamSequence(), event.eventId(), null);
            } else if (!gone.remove(event.eventId())) {
                misplaced.put(event.eventId(), LedgerLeaf.of(row));
            }
        }

        /** An entry that no seal speaks of: its own hash and the one before are all there is. */
        private void alone(LedgerEntry row) {
            entries++;
            var event = row.event();
            var before = before(row);
            if (before == null) {
                findings.entry(Kind.REMOVED, event.streamId(), event.streamSequence() - 1, null, null);
            } else if (!Arrays.equals(LedgerHash.of(before, event), row.hash())) {
                findings.entry(followsASuspect(row) ? Kind.SUSPECT : Kind.EDITED, event.streamId(), event.streamSequence(), event.eventId(), null);
            }
        }

        private boolean followsASuspect(LedgerEntry row) {
            return suspects.contains(key(row.event().streamId(), row.event().streamSequence() - 1));
        }

        private byte @Nullable [] before(LedgerEntry row) {
            var event = row.event();
            var genuine = sealed.get(key(event.streamId(), event.streamSequence() - 1));
            return genuine == null ? row.previousHash() : genuine;
        }

        private void found(Kind kind, LedgerLeaf leaf, Seal seal) {
            findings.entry(kind, leaf.streamId(), leaf.streamSequence(), leaf.position().eventId(), seal.number());
            if (!findings.full()) {
                sealed.put(key(leaf.streamId(), leaf.streamSequence()), leaf.hash());
            }
        }

        private boolean concerns(LedgerLeaf leaf) {
            return subject == null || subject.equals(leaf.subject());
        }

        private @Nullable LedgerEntry peek() {
            if (next == page.size() && !ended) {
                page = subject == null
                        ? reader.read(read, ENTRIES_AT_ONCE, BYTES_AT_ONCE)
                        : reader.read(subject, LedgerRange.ALL, read, ENTRIES_AT_ONCE, BYTES_AT_ONCE);
                next = 0;
                ended = page.isEmpty();
                read = ended ? read : page.getLast().position();
            }
            return ended ? null : page.get(next);
        }

        private void compareWithFile() {
            try (var lines = roots.lines()) {
                Map<Long, RootsFile.Line> noted = new HashMap<>();
                while (lines.advance()) {
                    lines.line().ifPresentOrElse(
                            line -> noted.put(line.number(), line), () -> findings.seal(Kind.UNKNOWN_ROOT, null));
                    if (noted.size() == LINES_AT_ONCE) {
                        compareWith(noted);
                        noted.clear();
                    }
                }
                compareWith(noted);
            }
        }

        private void compareWith(Map<Long, RootsFile.Line> noted) {
            var stored = seals.ofNumbers(noted.keySet()).stream().collect(Collectors.toMap(Seal::number, Function.identity()));
            noted.forEach((number, line) -> {
                var seal = stored.get(number);
                if (seal == null) {
                    findings.seal(Kind.REMOVED_SEAL, number);
                } else if (!HexFormat.of().formatHex(seal.hash()).equals(line.hash())) {
                    findings.seal(Kind.UNKNOWN_SEAL, number);
                }
            });
        }
    }

    private static Map<EventPosition, LedgerLeaf> byPosition(List<LedgerLeaf> leaves) {
        Map<EventPosition, LedgerLeaf> found = new TreeMap<>();
        leaves.forEach(leaf -> found.put(leaf.position(), leaf));
        return found;
    }

    private static boolean same(LedgerLeaf one, LedgerLeaf other) {
        return Arrays.equals(Leaves.write(List.of(one)), Leaves.write(List.of(other)));
    }

    private static String key(String stream, long sequence) {
        return stream + "#" + sequence;
    }
}
