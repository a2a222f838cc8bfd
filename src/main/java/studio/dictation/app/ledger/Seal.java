package studio.dictation.app.ledger;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import studio.dictation.eventstore.EventPosition;

/**
 * A signature over all entries behind those of the seal before.
 *
 * @param number     from 1, without gaps
 * @param sealedAt   milliseconds
 * @param entries    how many, at least one
 * @param first      where the first of them stands
 * @param last       where the last of them stands
 * @param previous   {@link #hash} of the seal before; 32 zero bytes in the first
 * @param root       of the {@link MerkleTree} over the entries
 * @param leavesHash SHA-256 of the list of the entries that is stored beside the seal
 * @param key        SHA-256 of the public key
 * @param signature  Ed25519, over {@link #header}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by hash, never as a whole
record Seal(long number, Instant sealedAt, int entries, EventPosition first, EventPosition last, byte[] previous, byte[] root,
        byte[] leavesHash, byte[] key, byte[] signature) {
    private static final byte[] DOMAIN = "dictation-ledger-seal:1\n".getBytes(StandardCharsets.US_ASCII);

    /** What is signed. */
    byte[] header() {
        var bytes = new ByteArrayOutputStream(256);
        try (var out = new DataOutputStream(bytes)) {
            out.write(DOMAIN);
            out.writeLong(number);
            out.writeLong(sealedAt.toEpochMilli());
            out.writeInt(entries);
            Leaves.write(out, first);
            Leaves.write(out, last);
            out.write(previous);
            out.write(root);
            out.write(leavesHash);
            out.write(key);
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing is written outside of memory", e);
        }
        return bytes.toByteArray();
    }

    /** What the next seal is chained to. */
    byte[] hash() {
        return Sha256.of(header(), signature);
    }

    Seal signed(byte[] signature) {
        return new Seal(number, sealedAt, entries, first, last, previous, root, leavesHash, key, signature);
    }
}
