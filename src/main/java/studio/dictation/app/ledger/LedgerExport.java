package studio.dictation.app.ledger;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.LedgerEntry;
import studio.dictation.eventstore.LedgerLeaf;
import studio.dictation.eventstore.LedgerRange;
import studio.dictation.eventstore.LedgerReader;

/**
 * Writes one account's entries as JSON lines that prove themselves: what is stored of each, the seals from the first one concerned to
 * the newest, each before its entries, those that were sealed and are not there any more, and a signed last line that says what there
 * is. A page of entries, a few seals with their lists and some streams at a time are in memory.
 */
public final class LedgerExport {
    private static final int ENTRIES_AT_ONCE = 500;
    private static final long BYTES_AT_ONCE = 4 << 20;
    private static final int SEALS_AT_ONCE = 500;
    private static final int LISTS_AT_ONCE = 16;
    /** Streams of one part. */
    static final int STREAMS_AT_ONCE = 200;

    private final LedgerReader reader;
    private final Seals seals;
    private final KeyPair key;
    private final Clock clock;

    public LedgerExport(LedgerReader reader, Seals seals, KeyPair key, Clock clock) {
        this.reader = reader;
        this.seals = seals;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Writes all lines, each ended by a line feed; leaves the stream open.
     *
     * @param from  first instant wanted; null: from the first entry on
     * @param until first instant that is too late; null: to the last entry
     */
    public void write(UUID account, @Nullable Instant from, @Nullable Instant until, OutputStream out) throws IOException {
        var buffered = new BufferedOutputStream(out, 1 << 16);
        new Writing(account, new LedgerRange(from, until), buffered).write();
        buffered.flush();
    }

    private final class Writing {
        private final UUID account;
        private final LedgerRange range;
        private final OutputStream out;
        private final MessageDigest digest = Sha256.digest();
        private final StreamParts streams = new StreamParts();
        private List<LedgerEntry> page = List.of();
        private int next;
        private EventPosition read = EventPosition.START;
        private boolean ended;
        private long entries;
        private long written;
        private long gone;
        private long unlisted;
        private long parts;
        private @Nullable Seal newest;

        Writing(UUID account, LedgerRange range, OutputStream out) {
            this.account = account;
            this.range = range;
            this.out = out;
        }

        void write() throws IOException {
            // What is sealed while this is being written counts as not sealed, so that seals and entries agree.
            long last = seals.newest().map(Seal::number).orElse(0L);
            var first = peek();
            long before = first == null ? last - 1 : seals.covering(first.position()).filter(n -> n <= last).orElse(last) - 1;
            if (isWhole()) {
                whole(last);
            } else {
                for (var headers = headers(before, last); !headers.isEmpty(); headers = headers(before, last)) {
                    for (var seal : headers) {
                        sealed(seal);
                    }
                    before = headers.getLast().number();
                }
            }
            for (var entry = peek(); entry != null; entry = peek()) {
                next++;
                write(entry, ExportLine.Entry.of(entry, null, null, List.of()));
            }
            line(ExportLine.End.of(new ExportLine.Summary(account, text(range.from()), text(range.until()), clock.instant().toString(),
                    entries, HexFormat.of().formatHex(digest.digest()), written, newest == null ? null : newest.number(),
                    newest == null ? null : HexFormat.of().formatHex(newest.hash()), gone, unlisted, parts, streams.all()), key));
        }

        private List<Seal> headers(long after, long last) {
            return after >= last ? List.of() : seals.headers(Math.max(after, 0), (int) Math.min(SEALS_AT_ONCE, last - Math.max(after, 0)));
        }

        private boolean isWhole() {
            return range.from() == null && range.until() == null;
        }

        /** Goes through all seals: one that has an entry of this account may have none that is left. */
        private void whole(long last) throws IOException {
            long before = 0;
            boolean begun = false;
            for (var page = stored(before, last); !page.isEmpty(); page = stored(before, last)) {
                for (var stored : page) {
                    begun |= stored.seal().number() == last || concerns(stored);
                    if (begun) {
                        header(stored.seal());
                        entries(stored);
                    }
                }
                before = page.getLast().seal().number();
            }
        }

        private List<Seals.Stored> stored(long after, long last) {
            return after >= last ? List.of() : seals.page(after, (int) Math.min(LISTS_AT_ONCE, last - after)).stream()
                    .filter(stored -> stored.seal().number() <= last)
                    .toList();
        }

        private boolean concerns(Seals.Stored stored) {
            var entry = peek();
            return (entry != null && entry.position().compareTo(stored.seal().last()) <= 0)
                    || !Leaves.areSealed(stored.leaves(), stored.seal())
                    || Leaves.readable(stored.leaves()).stream().anyMatch(leaf -> account.equals(leaf.subject()));
        }

        private void sealed(Seal seal) throws IOException {
            header(seal);
            var entry = peek();
            if (entry != null && entry.position().compareTo(seal.last()) <= 0) {
                entries(new Seals.Stored(seal, seals.leaves(seal.number())));
            }
        }

        private void header(Seal seal) throws IOException {
            line(ExportLine.Sealed.of(seal));
            written++;
            newest = seal;
        }

        private void entries(Seals.Stored stored) throws IOException {
            var seal = stored.seal();
            var leaves = Leaves.readable(stored.leaves());
            if (!Leaves.areSealed(stored.leaves(), seal)) {
                line(new ExportLine.Unlisted(seal.number()));
                unlisted++;
                leaves = Leaves.stored(reader, seal);
            }
            MerkleTree tree = null;
            for (int i = 0; i < leaves.size(); i++) {
                var leaf = leaves.get(i);
                unproven(seal, entry -> entry.position().compareTo(leaf.position()) < 0);
                var entry = peek();
                boolean there = entry != null && entry.position().compareTo(leaf.position()) == 0;
                if (there || (isWhole() && account.equals(leaf.subject()))) {
                    tree = tree == null ? MerkleTree.over(leaves) : tree;
                    if (entry != null && there) {
                        next++;
                        write(entry, ExportLine.Entry.of(entry, seal.number(), i, tree.proof(i)));
                    } else {
                        line(ExportLine.Gone.of(leaf, seal.number(), i, tree.proof(i), became(leaf)));
                        gone++;
                    }
                }
            }
            unproven(seal, entry -> entry.position().compareTo(seal.last()) <= 0);
        }

        /** Those that were put there later have no proof; whoever verifies sees that. */
        private void unproven(Seal seal, Predicate<LedgerEntry> there) throws IOException {
            for (var entry = peek(); entry != null && there.test(entry); entry = peek()) {
                next++;
                write(entry, ExportLine.Entry.of(entry, seal.number(), null, List.of()));
            }
        }

        private Finding.Kind became(LedgerLeaf leaf) {
            var found = reader.find(leaf.streamId(), leaf.streamSequence()).map(LedgerEntry::event).orElse(null);
            if (found != null) {
                boolean moved = found.eventId().equals(leaf.position().eventId())
                        && found.position().compareTo(leaf.position()) != 0;
                return moved ? Finding.Kind.REORDERED : Finding.Kind.EDITED;
            }
            return reader.goesOn(leaf.streamId(), leaf.streamSequence()) ? Finding.Kind.REMOVED : Finding.Kind.TRUNCATED;
        }

        private void write(LedgerEntry entry, ExportLine.Entry line) throws IOException {
            line(line);
            entries++;
            digest.update(entry.hash());
            streams.add(line.stream(), line.streamSequence(), line.hash());
            if (streams.size() == STREAMS_AT_ONCE) {
                parts++;
                line(ExportLine.Part.of(new ExportLine.Streams(parts, streams.all()), key));
                streams.clear();
            }
        }

        private void line(ExportLine line) throws IOException {
            out.write(ExportLine.JSON.writeValueAsBytes(line));
            out.write('\n');
        }

        private @Nullable LedgerEntry peek() {
            if (next == page.size() && !ended) {
                page = reader.read(account, range, read, ENTRIES_AT_ONCE, BYTES_AT_ONCE);
                next = 0;
                ended = page.isEmpty();
                read = ended ? read : page.getLast().position();
            }
            return ended ? null : page.get(next);
        }
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
