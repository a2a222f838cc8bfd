package studio.dictation.app.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.LedgerLeaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MerkleTreeTest {
    @Test
    void provesEveryLeafOfTreesOfAnySize() {
        for (int size = 1; size <= 70; size++) {
            var leaves = leaves(size);
            var tree = MerkleTree.over(leaves);
            for (int i = 0; i < size; i++) {
                assertThat(MerkleTree.root(leaf(leaves.get(i)), i, size, tree.proof(i))).isEqualTo(tree.root());
            }
        }
    }

    @Test
    void provesNoLeafInAnotherPlaceNorWithAnotherProof() {
        var leaves = leaves(11);
        var tree = MerkleTree.over(leaves);
        assertThat(MerkleTree.root(leaf(leaves.get(3)), 4, 11, tree.proof(3))).isNotEqualTo(tree.root());
        assertThat(MerkleTree.root(leaf(leaves.get(3)), 3, 11, tree.proof(7))).isNotEqualTo(tree.root());
        var longer = new ArrayList<>(tree.proof(3));
        longer.add(tree.root());
        for (var wrong : List.of(longer, tree.proof(3).subList(0, 2), List.<byte[]>of())) {
            assertThatThrownBy(() -> MerkleTree.root(leaf(leaves.get(3)), 3, 11, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> MerkleTree.root(leaf(leaves.get(3)), 11, 11, tree.proof(3)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void splitsAtTheLargestPowerOfTwo() {
        var all = leaves(7);
        var left = MerkleTree.over(all.subList(0, 4)).root();
        var right = MerkleTree.over(all.subList(4, 7)).root();
        assertThat(MerkleTree.over(all).root()).isEqualTo(Sha256.of(new byte[] {1}, left, right));
    }

    @Test
    void changesWithThePlaceOfAnEntry() {
        var leaf = leaves(1).getFirst();
        var moved = new LedgerLeaf(new EventPosition(2, 0, 0, leaf.position().eventId()), leaf.streamId(), 0, null, leaf.hash());
        assertThat(MerkleTree.over(List.of(moved)).root()).isNotEqualTo(MerkleTree.over(List.of(leaf)).root());
    }

    private static List<LedgerLeaf> leaves(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> new LedgerLeaf(new EventPosition(1, i, i, new UUID(0, i)), "payment:" + i, 0, null, Sha256.of(new byte[] {(byte) i})))
                .toList();
    }

    private static byte[] leaf(LedgerLeaf leaf) {
        return MerkleTree.leaf(leaf.position(), leaf.hash());
    }
}
