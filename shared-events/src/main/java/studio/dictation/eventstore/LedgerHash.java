package studio.dictation.eventstore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

import static java.util.Objects.requireNonNull;

/**
 * The hash that chains an entry of the ledger to the one before it in its stream: SHA-256 of that one's hash and of what is stored of
 * the entry, byte for byte. PostgreSQL computes it on appending, by the function {@code ledger_hash}; this one computes it again.
 */
public final class LedgerHash {
    /** Types of the streams that make up the ledger. */
    public static final Set<String> STREAM_TYPES = Set.of("membership", "payment", "checkout", "code");

    /** Length of every hash. */
    public static final int BYTES = 32;

    private LedgerHash() {
    }

    /** What the first entry of a stream follows upon. */
    public static byte[] none() {
        return new byte[BYTES];
    }

    /** Whether a stream's entries are chained. */
    public static boolean covers(String streamId) {
        return STREAM_TYPES.contains(StoredEvent.streamType(streamId));
    }

    /**
     * The hash an entry must have.
     *
     * @param previous hash of the entry before it in its stream, or {@link #none}
     * @param entry    with payload and metadata as stored
     */
    public static byte[] of(byte[] previous, StoredEvent entry) {
        var digest = sha256();
        digest.update(previous);
        text(digest, entry.streamId());
        digest.update(longs(entry.streamSequence()));
        digest.update(uuid(entry.eventId()));
        text(digest, entry.name());
        digest.update(ByteBuffer.allocate(Short.BYTES).putShort((short) entry.revision()).flip());
        digest.update(longs(entry.occurredAt().toEpochMilli()));
        var subject = entry.subject();
        if (subject == null) {
            digest.update((byte) 0);
        } else {
            digest.update((byte) 1);
            digest.update(uuid(subject));
        }
        bytes(digest, requireNonNull(entry.payload()));
        bytes(digest, requireNonNull(entry.metadata()));
        return digest.digest();
    }

    /** Whether an entry's hash is the one it must have; false if the entry before it is missing. */
    public static boolean proves(LedgerEntry entry) {
        var previous = entry.previousHash();
        return previous != null && Arrays.equals(of(previous, entry.event()), entry.hash());
    }

    private static void text(MessageDigest digest, String text) {
        bytes(digest, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static ByteBuffer longs(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).flip();
    }

    private static ByteBuffer uuid(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                .flip();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
