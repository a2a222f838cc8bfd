package studio.dictation.app.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.LedgerLeaf;

/**
 * The tree over the entries of a seal, shaped like that of RFC 6962: leaves are hashed behind a zero byte, inner nodes behind a one, so
 * that neither passes for the other, and what has no sibling rises as it is.
 */
final class MerkleTree {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final List<List<byte[]>> levels = new ArrayList<>();

    private MerkleTree(List<byte[]> leaves) {
        var level = leaves;
        levels.add(level);
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
            for (int i = 0; i + 1 < level.size(); i += 2) {
                above.add(Sha256.of(NODE, level.get(i), level.get(i + 1)));
            }
            if (level.size() % 2 == 1) {
                above.add(level.getLast());
            }
            levels.add(above);
            level = above;
        }
    }

    /** The tree over at least one entry. */
    static MerkleTree over(List<LedgerLeaf> entries) {
        return new MerkleTree(entries.stream().map(entry -> leaf(entry.position(), entry.hash())).toList());
    }

    byte[] root() {
        return levels.getLast().getFirst().clone();
    }

    /** The siblings on the way from a leaf to the root. */
    List<byte[]> proof(int index) {
        List<byte[]> siblings = new ArrayList<>();
        int at = index;
        for (var level : levels) {
            int sibling = at ^ 1;
            if (sibling < level.size()) {
                siblings.add(level.get(sibling));
            }
            at /= 2;
        }
        return siblings;
    }

    /**
     * The root that a proof leads to.
     *
     * @param index of the leaf among the entries of its seal
     * @param size  how many these are
     * @throws IllegalArgumentException if the proof has not the length it must have
     */
    static byte[] root(byte[] leaf, int index, int size, List<byte[]> proof) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("No entry " + index + " of " + size);
        }
        var siblings = proof.iterator();
        var hash = leaf;
        int at = index;
        for (int width = size; width > 1; width = width / 2 + width % 2) {
            if ((at ^ 1) < width) {
                if (!siblings.hasNext()) {
                    throw new IllegalArgumentException("The proof is too short");
                }
                hash = at % 2 == 0 ? Sha256.of(NODE, hash, siblings.next()) : Sha256.of(NODE, siblings.next(), hash);
            }
            at /= 2;
        }
        if (siblings.hasNext()) {
            throw new IllegalArgumentException("The proof is too long");
        }
        return hash;
    }

    /** Hash of an entry and its place. */
    static byte[] leaf(EventPosition position, byte[] hash) {
        return Sha256.of(LEAF, ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES)
                .putInt(position.generation()).putLong(position.xid()).putLong(position.sequence()).array(), hash);
    }
}
