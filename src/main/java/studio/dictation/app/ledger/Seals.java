package studio.dictation.app.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.LedgerHash;

/** The seals in PostgreSQL. */
public final class Seals {
    private static final String HEADER =
            "SELECT number, sealed_at, entries, first_entry, last_entry, previous, root, leaves_hash, key, signature";

    private final JdbcClient jdbc;

    public Seals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A seal with the list of its entries.
     *
     * @param leaves as {@link Leaves} wrote them
     */
    @SuppressWarnings("ArrayRecordComponent") // rows are handed on, never compared
    record Stored(Seal seal, byte[] leaves) {}

    /** The newest seal. */
    Optional<Seal> newest() {
        return jdbc.sql(HEADER + " FROM ledger_seal ORDER BY number DESC LIMIT 1").query(Seals::seal).optional();
    }

    /** Seals with their entries behind a number, in order. */
    List<Stored> page(long after, int most) {
        return jdbc.sql(HEADER + ", leaves FROM ledger_seal WHERE number > :after ORDER BY number LIMIT :most")
                .param("after", after)
                .param("most", most)
                .query((row, _) -> new Stored(seal(row, 0), bytes(row, "leaves")))
                .list();
    }

    /** Seals behind a number, in order. */
    List<Seal> headers(long after, int most) {
        return jdbc.sql(HEADER + " FROM ledger_seal WHERE number > :after ORDER BY number LIMIT :most")
                .param("after", after)
                .param("most", most)
                .query(Seals::seal)
                .list();
    }

    /** The seals of these numbers that are there, in any order. */
    List<Seal> ofNumbers(Collection<Long> numbers) {
        return numbers.isEmpty()
                ? List.of()
                : jdbc.sql(HEADER + " FROM ledger_seal WHERE number IN (:numbers)")
                        .param("numbers", numbers)
                        .query(Seals::seal)
                        .list();
    }

    /** The entries of a seal, as {@link Leaves} wrote them. */
    byte[] leaves(long number) {
        return jdbc.sql("SELECT leaves FROM ledger_seal WHERE number = :number")
                .param("number", number)
                .query((row, _) -> bytes(row, "leaves"))
                .single();
    }

    /** How many seals there are behind a number, up to another. */
    long count(long after, long upTo) {
        return jdbc.sql("SELECT count(*) FROM ledger_seal WHERE number > :after AND number <= :upTo")
                .param("after", after)
                .param("upTo", upTo)
                .query(Long.class)
                .single();
    }

    /** Number of the first seal that reaches a position; nothing if it is not sealed. */
    Optional<Long> covering(EventPosition position) {
        long low = 1;
        long high = newest().filter(seal -> seal.last().compareTo(position) >= 0).map(Seal::number).orElse(0L);
        if (high == 0) {
            return Optional.empty();
        }
        while (low < high) {
            long middle = (low + high) >>> 1;
            // Where one has been removed the next one answers for it.
            var seal = headers(middle - 1, 1).getFirst();
            if (seal.last().compareTo(position) >= 0) {
                high = middle;
            } else {
                low = seal.number() + 1;
            }
        }
        return Optional.of(low);
    }

    /** Adds a seal; false if there is one of its number already. */
    boolean add(Stored stored) {
        var seal = stored.seal();
        return jdbc.sql("""
                        INSERT INTO ledger_seal (number, sealed_at, entries, first_entry, last_entry, previous, root, leaves_hash, key,
                               signature, leaves)
                        VALUES (:number, :sealedAt, :entries, :first, :last, :previous, :root, :leavesHash, :key, :signature, :leaves)
                        ON CONFLICT DO NOTHING""")
                        .param("number", seal.number())
                        .param("sealedAt", seal.sealedAt().toEpochMilli())
                        .param("entries", seal.entries())
                        .param("first", seal.first().toString())
                        .param("last", seal.last().toString())
                        .param("previous", seal.previous())
                        .param("root", seal.root())
                        .param("leavesHash", seal.leavesHash())
                        .param("key", seal.key())
                        .param("signature", seal.signature())
                        .param("leaves", stored.leaves())
                        .update()
                == 1;
    }

    /** What can't be read in a row becomes what no seal has, so that the signature doesn't prove it and all others are looked at. */
    private static Seal seal(ResultSet row, int number) throws SQLException {
        return new Seal(row.getLong("number"), Instant.ofEpochMilli(row.getLong("sealed_at")), row.getInt("entries"),
                position(row, "first_entry"), position(row, "last_entry"), hash(row, "previous"), hash(row, "root"),
                hash(row, "leaves_hash"), hash(row, "key"), bytes(row, "signature"));
    }

    private static EventPosition position(ResultSet row, String column) throws SQLException {
        try {
            return EventPosition.parse(Objects.requireNonNullElse(row.getString(column), ""));
        } catch (IllegalArgumentException unreadable) {
            return EventPosition.START;
        }
    }

    private static byte[] hash(ResultSet row, String column) throws SQLException {
        var bytes = bytes(row, column);
        if (bytes.length == LedgerHash.BYTES) {
            return bytes;
        }
        var none = new byte[LedgerHash.BYTES];
        Arrays.fill(none, (byte) -1);
        return none;
    }

    private static byte[] bytes(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElseGet(row.getBytes(column), () -> new byte[0]);
    }
}
