package studio.dictation.app.ledger;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.LedgerEntry;
import studio.dictation.eventstore.LedgerHash;
import studio.dictation.eventstore.LedgerLeaf;
import studio.dictation.eventstore.StoredEvent;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/** A line of an export of the ledger. Hashes are hexadecimal, bytes and signatures Base64, instants ISO 8601. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ExportLine.Entry.class, name = "entry"),
    @JsonSubTypes.Type(value = ExportLine.Sealed.class, name = "seal"),
    @JsonSubTypes.Type(value = ExportLine.Gone.class, name = "gone"),
    @JsonSubTypes.Type(value = ExportLine.Unlisted.class, name = "unlisted"),
    @JsonSubTypes.Type(value = ExportLine.Part.class, name = "part"),
    @JsonSubTypes.Type(value = ExportLine.End.class, name = "end")
})
sealed interface ExportLine {
    JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    HexFormat HEX = HexFormat.of();
    byte[] END = "dictation-ledger-export:1\n".getBytes(UTF_8);
    byte[] PART = "dictation-ledger-export-part:1\n".getBytes(UTF_8);

    /**
     * An entry with all that its hash is computed from.
     *
     * @param seal  number of its seal, whose line stands before; null if it is not sealed yet
     * @param index its place among the entries of that seal
     * @param proof the siblings from there to the seal's root
     */
    record Entry(int generation, long xid, long sequence, UUID eventId, String stream, long streamSequence, String name, int revision,
            String occurredAt, @Nullable UUID subject, String payload, String metadata, @Nullable String previousHash, String hash,
            @Nullable Long seal, @Nullable Integer index, List<String> proof) implements ExportLine {
        public Entry {
            requireAll(eventId, stream, name, occurredAt, payload, metadata, hash, proof);
            if (revision < 1 || revision > Short.MAX_VALUE) {
                throw new IllegalArgumentException("No revision");
            }
            proof = List.copyOf(proof);
        }

        static Entry of(LedgerEntry entry, @Nullable Long seal, @Nullable Integer index, List<byte[]> proof) {
            var event = entry.event();
            var position = event.position();
            var before = entry.previousHash();
            return new Entry(position.generation(), position.xid(), position.sequence(), position.eventId(), event.streamId(),
                    event.streamSequence(), event.name(), event.revision(), event.occurredAt().toString(), event.subject(),
                    base64(requireNonNull(event.payload())), base64(requireNonNull(event.metadata())),
                    before == null ? null : HEX.formatHex(before), HEX.formatHex(entry.hash()), seal, index,
                    proof.stream().map(HEX::formatHex).toList());
        }

        /** The entry as it was stored. */
        LedgerEntry entry() {
            var event = new StoredEvent(position(), stream, streamSequence, name, revision, instant(occurredAt), subject,
                    bytes(payload), bytes(metadata));
            return new LedgerEntry(event, fromHex(hash), previousHash == null ? null : fromHex(previousHash));
        }

        EventPosition position() {
            return new EventPosition(generation, xid, sequence, eventId);
        }
    }

    /** A seal. */
    record Sealed(long number, String sealedAt, int entries, String first, String last, String previous, String root, String leavesHash,
            String key, String signature) implements ExportLine {
        public Sealed {
            requireAll(sealedAt, first, last, previous, root, leavesHash, key, signature);
        }

        static Sealed of(Seal seal) {
            return new Sealed(seal.number(), seal.sealedAt().toString(), seal.entries(), seal.first().toString(), seal.last().toString(),
                    HEX.formatHex(seal.previous()), HEX.formatHex(seal.root()), HEX.formatHex(seal.leavesHash()),
                    HEX.formatHex(seal.key()), base64(seal.signature()));
        }

        Seal seal() {
            return new Seal(number, instant(sealedAt), entries, EventPosition.parse(first), EventPosition.parse(last),
                    fromHex(previous), fromHex(root), fromHex(leavesHash), fromHex(key), bytes(signature));
        }
    }

    /**
     * An entry that was sealed and is not there any more as it was.
     *
     * @param hash  it had
     * @param seal  number of its seal, whose line stands before
     * @param index its place among the entries of that seal
     * @param proof the siblings from there to the seal's root
     * @param kind  what became of it
     */
    record Gone(int generation, long xid, long sequence, UUID eventId, String stream, long streamSequence, String hash, long seal,
            int index, List<String> proof, Finding.Kind kind) implements ExportLine {
        private static final Set<Finding.Kind> KINDS = EnumSet.of(
                Finding.Kind.EDITED, Finding.Kind.REMOVED, Finding.Kind.TRUNCATED, Finding.Kind.REORDERED);

        public Gone {
            requireAll(eventId, stream, hash, proof, kind);
            if (!KINDS.contains(kind)) {
                throw new IllegalArgumentException("That becomes of no entry");
            }
            proof = List.copyOf(proof);
        }

        static Gone of(LedgerLeaf leaf, long seal, int index, List<byte[]> proof, Finding.Kind kind) {
            var position = leaf.position();
            return new Gone(position.generation(), position.xid(), position.sequence(), position.eventId(), leaf.streamId(),
                    leaf.streamSequence(), HEX.formatHex(leaf.hash()), seal, index, proof.stream().map(HEX::formatHex).toList(), kind);
        }

        LedgerLeaf leaf() {
            return new LedgerLeaf(
                    new EventPosition(generation, xid, sequence, eventId), stream, streamSequence, null, fromHex(hash));
        }
    }

    /**
     * The list of a seal's entries is not what was sealed.
     *
     * @param seal number of the seal, whose line stands before
     */
    record Unlisted(long seal) implements ExportLine {}

    /**
     * What there is of the streams of the entries behind the part before.
     *
     * @param streams   {@link Streams} as JSON, which is what is signed
     * @param key       SHA-256 of the public key
     * @param signature Ed25519
     */
    record Part(String streams, String key, String signature) implements ExportLine {
        public Part {
            requireAll(streams, key, signature);
        }

        static Part of(Streams streams, KeyPair key) {
            var text = JSON.writeValueAsString(streams);
            return new Part(text, HEX.formatHex(TrustedKeys.fingerprint(key.getPublic())),
                    base64(TrustedKeys.sign(key, signed(PART, text))));
        }

        boolean provenBy(TrustedKeys keys) {
            return keys.prove(fromHex(key), signed(PART, streams), bytes(signature));
        }
    }

    /**
     * What there is of some streams.
     *
     * @param number  of the part, from 1
     * @param streams each of them
     */
    record Streams(long number, List<Stream> streams) {}

    /**
     * The last line.
     *
     * @param summary   a {@link Summary} as JSON, which is what is signed
     * @param key       SHA-256 of the public key
     * @param signature Ed25519
     */
    record End(String summary, String key, String signature) implements ExportLine {
        public End {
            requireAll(summary, key, signature);
        }

        static End of(Summary summary, KeyPair key) {
            var text = JSON.writeValueAsString(summary);
            return new End(text, HEX.formatHex(TrustedKeys.fingerprint(key.getPublic())), base64(TrustedKeys.sign(key, signed(END, text))));
        }

        boolean provenBy(TrustedKeys keys) {
            return keys.prove(fromHex(key), signed(END, summary), bytes(signature));
        }
    }

    /**
     * What an export has in it.
     *
     * @param subject    the account
     * @param from       first instant asked for; null for all
     * @param until      first instant too late; null for all
     * @param exportedAt when it was written
     * @param entries    how many entries
     * @param digest     SHA-256 of their hashes, one after the other
     * @param seals      how many seals
     * @param newestSeal number of the newest; null if there was none
     * @param newestHash hash of the newest
     * @param gone       how many entries that were sealed are not there as they were; looked for where all were asked for
     * @param unlisted   how many seals have no list that tells
     * @param parts      how many parts stand before
     * @param streams    what there is of each stream of the entries behind the last part
     */
    record Summary(UUID subject, @Nullable String from, @Nullable String until, String exportedAt, long entries, String digest,
            long seals, @Nullable Long newestSeal, @Nullable String newestHash, long gone, long unlisted, long parts,
            List<Stream> streams) {}

    /**
     * What there is of a stream.
     *
     * @param first   number of its first entry here
     * @param last    number of its last entry here
     * @param entries how many of its entries
     * @param head    hash of the last
     */
    record Stream(String stream, long first, long last, long entries, String head) {}

    private static byte[] signed(byte[] domain, String text) {
        return Sha256.of(domain, text.getBytes(UTF_8));
    }

    private static void requireAll(@Nullable Object... parts) {
        for (var part : parts) {
            if (part == null) {
                throw new IllegalArgumentException("Something is missing");
            }
        }
    }

    /** Hashes and signatures know milliseconds, so there must be nothing finer. */
    private static Instant instant(String text) {
        var instant = Instant.parse(text);
        if (!instant.toString().equals(text) || !instant.truncatedTo(ChronoUnit.MILLIS).equals(instant)) {
            throw new IllegalArgumentException("No instant in milliseconds");
        }
        return instant;
    }

    /** @throws IllegalArgumentException if it is no hash */
    private static byte[] fromHex(String hex) {
        var bytes = HEX.parseHex(hex);
        if (bytes.length != LedgerHash.BYTES) {
            throw new IllegalArgumentException("No hash");
        }
        return bytes;
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
