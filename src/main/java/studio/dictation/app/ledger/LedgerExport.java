package studio.dictation.app.ledger;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.LedgerEntry;
import studio.dictation.eventstore.LedgerLeaf;
import studio.dictation.eventstore.LedgerRange;
import studio.dictation.eventstore.LedgerReader;

/**
 * Writes one account's entries as JSON lines that prove themselves: what is stored of each, the seals from the first one concerned to
 * the newest, each before its entries, and a signed last line that says what there is. A page of entries and a seal at a time are in
 * memory.
 */
public final class LedgerExport {
    private static final int ENTRIES_AT_ONCE = 500;
    private static final long BYTES_AT_ONCE = 4 << 20;
    private static final int SEALS_AT_ONCE = 500;

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
            for (var headers = headers(before, last); !headers.isEmpty(); headers = headers(before, last)) {
                for (var seal : headers) {
                    sealed(seal);
                }
                before = headers.getLast().number();
            }
            for (var entry = peek(); entry != null; entry = peek()) {
                next++;
                write(entry, ExportLine.Entry.of(entry, null, null, List.of()));
            }
            line(ExportLine.End.of(new ExportLine.Summary(account, text(range.from()), text(range.until()), clock.instant().toString(),
                    entries, HexFormat.of().formatHex(digest.digest()), written, newest == null ? null : newest.number(),
                    newest == null ? null : HexFormat.of().formatHex(newest.hash()), streams.all()), key));
        }

        private List<Seal> headers(long after, long last) {
            return after >= last ? List.of() : seals.headers(Math.max(after, 0), (int) Math.min(SEALS_AT_ONCE, last - Math.max(after, 0)));
        }

        private void sealed(Seal seal) throws IOException {
            line(ExportLine.Sealed.of(seal));
            written++;
            newest = seal;
            MerkleTree tree = null;
            Map<EventPosition, Integer> places = new HashMap<>();
            for (var entry = peek(); entry != null && entry.position().compareTo(seal.last()) <= 0; entry = peek()) {
                next++;
                if (tree == null) {
                    var leaves = Leaves.read(seals.leaves(seal.number()));
                    tree = MerkleTree.over(leaves);
                    for (LedgerLeaf leaf : leaves) {
                        places.put(leaf.position(), places.size());
                    }
                }
                // One that was put there later has no proof; whoever verifies sees that.
                var place = places.get(entry.position());
                write(entry, ExportLine.Entry.of(entry, seal.number(), place, place == null ? List.of() : tree.proof(place)));
            }
        }

        private void write(LedgerEntry entry, ExportLine.Entry line) throws IOException {
            line(line);
            entries++;
            digest.update(entry.hash());
            streams.add(line.stream(), line.streamSequence(), line.hash());
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
