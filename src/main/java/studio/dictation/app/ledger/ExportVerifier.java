package studio.dictation.app.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.ledger.ExportLine.Stream;
import studio.dictation.app.ledger.Finding.Kind;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.LedgerEntry;
import studio.dictation.eventstore.LedgerHash;
import tools.jackson.core.JacksonException;

/** Verifies an export with nothing but a public key: no database, no service. Reads it once; memory holds a line and the streams' heads. */
final class ExportVerifier {
    private final TrustedKeys keys;
    private final @Nullable String root;
    private final Findings findings = new Findings();
    private final StreamParts streams = new StreamParts();
    private final Map<String, Finding> gaps = new LinkedHashMap<>();
    /** Hashes of the first entries that are gone: what follows upon them is not to blame. */
    private final Map<String, byte[]> missing = new HashMap<>();
    private final MessageDigest digest = Sha256.digest();
    private EventPosition reached = EventPosition.START;
    private @Nullable Seal seal;
    private boolean rootSeen;
    private long listless;
    private long gone;
    private long unlisted;
    private long parts;
    private long entries;
    private long unsealed;
    private long seals;

    /** @param root hexadecimal hash of a seal that must be among those of the export; null if none is known */
    ExportVerifier(TrustedKeys keys, @Nullable String root) {
        this.keys = keys;
        this.root = root;
    }

    /**
     * Reads all lines.
     *
     * @throws UnreadableExport if a line is none of an export
     */
    Verification verify(BufferedReader lines) throws IOException, UnreadableExport {
        ExportLine.End end = null;
        long number = 0;
        for (var text = lines.readLine(); text != null; text = lines.readLine()) {
            number++;
            try {
                if (end != null) {
                    findings.seal(Kind.FORGED_END, null);
                }
                switch (ExportLine.JSON.readValue(text, ExportLine.class)) {
                    case null -> throw new IllegalArgumentException("Nothing");
                    case ExportLine.Entry line -> entry(line);
                    case ExportLine.Sealed line -> seal(line.seal());
                    case ExportLine.Gone line -> gone(line);
                    case ExportLine.Unlisted line -> unlisted(line);
                    case ExportLine.Part line -> part(line);
                    case ExportLine.End line -> end = line;
                }
            } catch (JacksonException | IllegalArgumentException | DateTimeException noLine) {
                throw new UnreadableExport(number, noLine);
            }
        }
        if (end == null) {
            findings.seal(Kind.TRUNCATED, null);
        } else {
            try {
                end(end);
            } catch (JacksonException | IllegalArgumentException noLine) {
                throw new UnreadableExport(number, noLine);
            }
        }
        if (root != null && !rootSeen) {
            findings.seal(Kind.UNKNOWN_ROOT, null);
        }
        return Verification.of(entries, unsealed, seals, findings);
    }

    private void entry(ExportLine.Entry line) {
        entries++;
        var entry = line.entry();
        var position = line.position();
        digest.update(entry.hash());
        boolean late = position.compareTo(reached) <= 0;
        if (late) {
            found(Kind.REORDERED, line);
        } else {
            reached = position;
        }
        var part = streams.of(line.stream());
        boolean proven = proven(line, entry);
        boolean sealed = sealed(line, entry.hash());
        if (proven && sealed && part != null && part.last() + 1 == line.streamSequence()
                && !part.head().equals(line.previousHash()) && !findings.name(line.stream(), part.last())) {
            findings.entry(Kind.EDITED, line.stream(), part.last(), null, null);
        }
        if (part != null && part.last() + 1 < line.streamSequence()) {
            // Unless what is between belongs to somebody else, which the last line tells.
            gaps.putIfAbsent(line.stream(), new Finding(Kind.REMOVED, line.stream(), part.last() + 1, null, line.seal()));
        }
        if (late && part != null) {
            streams.addLate(line.stream());
        } else {
            streams.add(line.stream(), line.streamSequence(), line.hash());
        }
    }

    /** Whether the entry's hash is that of what is stored of it. */
    private boolean proven(ExportLine.Entry line, LedgerEntry entry) {
        var lost = missing.get(before(line));
        var previous = lost == null ? entry.previousHash() : lost;
        if (previous == null && line.streamSequence() > 0) {
            // The one before is to blame, whose hash nobody knows.
            if (!findings.name(line.stream(), line.streamSequence() - 1)) {
                findings.entry(Kind.REMOVED, line.stream(), line.streamSequence() - 1, null, null);
            }
            return true;
        }
        boolean proven = previous != null && Arrays.equals(LedgerHash.of(previous, entry.event()), entry.hash())
                && (line.streamSequence() > 0 || Arrays.equals(previous, LedgerHash.none()));
        if (!proven) {
            found(Kind.EDITED, line);
        }
        return proven;
    }

    private void gone(ExportLine.Gone line) {
        gone++;
        var leaf = line.leaf();
        var current = seal;
        if (current == null || current.number() != line.seal()
                || !leads(leaf.position(), line.proof(), line.index(), leaf.hash(), current)) {
            findings.seal(Kind.EDITED_LEAVES, line.seal());
        }
        findings.entry(line.kind(), line.stream(), line.streamSequence(), line.eventId(), line.seal());
        if (!findings.full()) {
            missing.put(line.stream() + "#" + line.streamSequence(), leaf.hash());
        }
    }

    private void unlisted(ExportLine.Unlisted line) {
        unlisted++;
        listless = line.seal();
        findings.seal(Kind.EDITED_LEAVES, line.seal());
    }

    private void part(ExportLine.Part line) {
        parts++;
        if (!line.provenBy(keys)) {
            findings.seal(keys.contain(HexFormat.of().parseHex(line.key())) ? Kind.FORGED_END : Kind.UNKNOWN_KEY, null);
        } else {
            var written = ExportLine.JSON.readValue(line.streams(), ExportLine.Streams.class);
            if (written.number() != parts) {
                findings.seal(Kind.FORGED_END, null);
            }
            compare(written.streams());
        }
        streams.clear();
        gaps.clear();
    }

    private static String before(ExportLine.Entry line) {
        return line.stream() + "#" + (line.streamSequence() - 1);
    }

    /** Whether the line agrees with its seal. */
    private boolean sealed(ExportLine.Entry line, byte[] hash) {
        var number = line.seal();
        var current = seal;
        if (number == null) {
            unsealed++;
            boolean behind = current == null || line.position().compareTo(current.last()) > 0;
            if (!behind) {
                found(Kind.INSERTED, line);
            }
            return behind;
        }
        var index = line.index();
        if (current == null || current.number() < number) {
            findings.seal(Kind.REMOVED_SEAL, number);
            return true;
        }
        if (current.number() != number || index == null || !leads(line.position(), line.proof(), index, hash, current)) {
            found(index != null ? Kind.EDITED : number == listless ? Kind.SUSPECT : Kind.INSERTED, line);
            return false;
        }
        return true;
    }

    private static boolean leads(EventPosition position, List<String> siblings, int index, byte[] hash, Seal seal) {
        try {
            var proof = siblings.stream().map(ExportLine.HEX::parseHex).toList();
            return Arrays.equals(MerkleTree.root(MerkleTree.leaf(position, hash), index, seal.entries(), proof), seal.root());
        } catch (IllegalArgumentException noProof) {
            return false;
        }
    }

    private void seal(Seal next) {
        var before = seal;
        if (before != null) {
            for (long missing = before.number() + 1; missing < next.number() && !findings.full(); missing++) {
                findings.seal(Kind.REMOVED_SEAL, missing);
            }
            if (next.number() <= before.number()
                    || (next.number() == before.number() + 1 && !Arrays.equals(next.previous(), before.hash()))) {
                findings.seal(Kind.UNKNOWN_SEAL, next.number());
            }
        }
        if (!keys.contain(next.key())) {
            findings.seal(Kind.UNKNOWN_KEY, next.number());
        } else if (!keys.prove(next.key(), next.header(), next.signature())) {
            findings.seal(Kind.FORGED_SEAL, next.number());
        }
        rootSeen |= ExportLine.HEX.formatHex(next.hash()).equals(root);
        seals++;
        seal = next;
    }

    private void end(ExportLine.End end) {
        if (!end.provenBy(keys)) {
            findings.seal(keys.contain(HexFormat.of().parseHex(end.key())) ? Kind.FORGED_END : Kind.UNKNOWN_KEY, null);
            gaps.values().forEach(gap -> findings.entry(gap.kind(), String.valueOf(gap.stream()), sequence(gap), null, gap.seal()));
            return;
        }
        var summary = ExportLine.JSON.readValue(end.summary(), ExportLine.Summary.class);
        compare(summary.streams());
        var newest = seal;
        var number = summary.newestSeal();
        if (number != null && (newest == null || newest.number() < number)) {
            for (long missing = newest == null ? number : newest.number() + 1; missing <= number && !findings.full(); missing++) {
                findings.seal(Kind.REMOVED_SEAL, missing);
            }
        } else if (newest != null && (number == null || newest.number() > number
                || !ExportLine.HEX.formatHex(newest.hash()).equals(summary.newestHash()))) {
            findings.seal(Kind.UNKNOWN_SEAL, newest.number());
        }
        if (seals < summary.seals() && findings.count() == 0) {
            // Those before the first one left: no entry here needs them, yet they were there.
            findings.seal(Kind.REMOVED_SEAL, summary.newestSeal() == null ? null : summary.newestSeal() - summary.seals() + 1);
        }
        if (gone != summary.gone() || unlisted != summary.unlisted() || parts != summary.parts()) {
            findings.seal(Kind.FORGED_END, null);
        }
        if (findings.count() == 0 && (entries != summary.entries()
                || !ExportLine.HEX.formatHex(digest.digest()).equals(summary.digest()))) {
            findings.seal(Kind.FORGED_END, null);
        }
    }

    private void compare(List<Stream> streamsWritten) {
        var written = streamsWritten.stream().collect(Collectors.toMap(Stream::stream, Function.identity()));
        written.values().forEach(this::compare);
        for (var part : streams.all()) {
            if (!written.containsKey(part.stream())) {
                findings.entry(Kind.INSERTED, part.stream(), part.first(), null, null);
            }
        }
    }

    private void compare(Stream written) {
        var name = written.stream();
        var part = streams.of(name);
        if (part == null) {
            findings.entry(Kind.TRUNCATED, name, written.first(), null, null);
            return;
        }
        var gap = gaps.get(name);
        if (part.first() > written.first()) {
            findings.entry(Kind.REMOVED, name, written.first(), null, null);
        }
        if (part.last() < written.last()) {
            findings.entry(Kind.TRUNCATED, name, part.last() + 1, null, null);
        } else if (part.last() > written.last()) {
            findings.entry(Kind.INSERTED, name, part.last(), null, null);
        } else if (!part.head().equals(written.head()) && !findings.name(name, part.last())) {
            findings.entry(Kind.EDITED, name, part.last(), null, null);
        }
        if (gap != null && part.first() == written.first() && part.last() == written.last() && part.entries() < written.entries()) {
            findings.entry(gap.kind(), name, sequence(gap), null, gap.seal());
        }
    }

    private void found(Kind kind, ExportLine.Entry line) {
        findings.entry(kind, line.stream(), line.streamSequence(), line.eventId(), line.seal());
    }

    private static long sequence(Finding gap) {
        var sequence = gap.sequence();
        return sequence == null ? 0 : sequence;
    }

    /** A file that is no export. */
    static final class UnreadableExport extends Exception {
        private static final long serialVersionUID = 1;

        private UnreadableExport(long line, Throwable cause) {
            super("Line " + line + " is no line of an export", cause);
        }
    }
}
