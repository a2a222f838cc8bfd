package studio.dictation.app.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.LedgerHash;
import studio.dictation.eventstore.LedgerLeaf;
import studio.dictation.eventstore.LedgerReader;

/** The entries of a seal in the compact form they are stored in beside it. */
final class Leaves {
    private Leaves() {}

    static byte[] write(List<LedgerLeaf> leaves) {
        var bytes = new ByteArrayOutputStream(leaves.size() * 160);
        try (var out = new DataOutputStream(bytes)) {
            for (var leaf : leaves) {
                write(out, leaf.position());
                out.writeUTF(leaf.streamId());
                out.writeLong(leaf.streamSequence());
                var subject = leaf.subject();
                out.writeBoolean(subject != null);
                if (subject != null) {
                    write(out, subject);
                }
                out.write(leaf.hash());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A stream id is too long to be sealed", e);
        }
        return bytes.toByteArray();
    }

    /** The same, none if they can't be read. */
    static List<LedgerLeaf> readable(byte[] bytes) {
        try {
            return read(bytes);
        } catch (IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    /** Whether these are the bytes that were sealed. */
    static boolean areSealed(byte[] bytes, Seal seal) {
        return Arrays.equals(Sha256.of(bytes), seal.leavesHash());
    }

    /** The entries of a seal as the ledger has them, whatever the list says; none if they don't come to its root. */
    static List<LedgerLeaf> stored(LedgerReader reader, Seal seal) {
        if (seal.entries() < 1 || seal.entries() > Sealer.ENTRIES) {
            return List.of();
        }
        var first = seal.first();
        var before = new EventPosition(first.generation(), first.xid(), first.sequence() - 1, first.eventId());
        var leaves = reader.leaves(before, seal.entries());
        return leaves.size() == seal.entries() && Arrays.equals(MerkleTree.over(leaves).root(), seal.root()) ? leaves : List.of();
    }

    /** @throws IllegalArgumentException if these bytes were not written by {@link #write} */
    static List<LedgerLeaf> read(byte[] bytes) {
        List<LedgerLeaf> leaves = new ArrayList<>();
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                var position = position(in);
                var stream = in.readUTF();
                long sequence = in.readLong();
                var subject = in.readBoolean() ? uuid(in) : null;
                var hash = new byte[LedgerHash.BYTES];
                in.readFully(hash);
                leaves.add(new LedgerLeaf(position, stream, sequence, subject, hash));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("No list of entries", e);
        }
        return leaves;
    }

    static void write(DataOutputStream out, EventPosition position) throws IOException {
        out.writeInt(position.generation());
        out.writeLong(position.xid());
        out.writeLong(position.sequence());
        write(out, position.eventId());
    }

    private static void write(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static EventPosition position(DataInputStream in) throws IOException {
        return new EventPosition(in.readInt(), in.readLong(), in.readLong(), uuid(in));
    }

    private static UUID uuid(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }
}
