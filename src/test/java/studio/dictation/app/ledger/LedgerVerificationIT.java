package studio.dictation.app.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.ledger.Finding.Kind;
import studio.dictation.app.settings.Ed25519;
import studio.dictation.eventstore.LedgerHash;
import studio.dictation.eventstore.LedgerLeaf;
import studio.dictation.eventstore.PostgresTestStore;

import static org.assertj.core.api.Assertions.assertThat;

/** What a verification says after somebody has been at the tables with nothing but SQL. */
class LedgerVerificationIT {
    private static final UUID ANN = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static final UUID BOB = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
    private static final String ANNS = "membership:" + ANN;
    private static final String BOBS = "membership:" + BOB;
    private static PostgresTestStore database;

    @TempDir
    private Path folder;

    private SealedStore store;

    @BeforeAll
    static void open() {
        database = PostgresTestStore.create();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** Seal 1: Ann 0–2, Bob 0–1; seal 2: Ann 3–4, a payment of hers; not sealed: Bob 2–4. */
    @BeforeEach
    void writeALedger() throws IOException {
        store = new SealedStore(database.dataSource(), folder.resolve("roots.jsonl"));
        store.execute("TRUNCATE event, ledger_seal");
        store.append(ANNS, 0, ANN);
        store.append(BOBS, 0, BOB);
        store.append(ANNS, 1, ANN);
        store.append(ANNS, 2, ANN);
        store.append(BOBS, 1, BOB);
        store.sealer.run();
        store.append(ANNS, 3, ANN);
        store.append("payment:pi_1", 0, ANN);
        store.append(ANNS, 4, ANN);
        store.sealer.run();
        store.append(BOBS, 2, BOB);
        store.append(BOBS, 3, BOB);
        store.append(BOBS, 4, BOB);
    }

    @Test
    void isOkWhileNobodyTouchesIt() {
        assertThat(store.verify()).isEqualTo(new Verification(true, 11, 3, 2, List.of(), 0));
        assertThat(store.verify(ANN)).isEqualTo(new Verification(true, 6, 0, 2, List.of(), 0));
        assertThat(store.verify(BOB)).isEqualTo(new Verification(true, 5, 3, 2, List.of(), 0));
        assertThat(store.verify(UUID.randomUUID()).ok()).isTrue();
    }

    @Test
    void isOkWhateverWasAppendedAndSealedWhen() throws IOException {
        var random = new Random(7);
        var next = new int[6];
        store.execute("TRUNCATE event, ledger_seal");
        Files.delete(store.rootsFile);
        for (int i = 0; i < 300; i++) {
            int which = random.nextInt(next.length);
            store.append((which % 2 == 0 ? "membership:" : "code:") + which, next[which]++, which < 3 ? ANN : BOB);
            if (random.nextInt(20) == 0) {
                store.sealer.run();
            }
            if (random.nextInt(30) == 0) {
                var verification = store.verify();
                assertThat(verification.findings()).isEmpty();
                assertThat(verification.entries()).isEqualTo(Arrays.stream(next).sum());
                assertThat(store.verify(ANN).ok()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload = payload || ' '", "payload = replace(convert_from(payload, 'UTF8'), '4', '9')::bytea",
            "metadata = '{}'", "occurred_at = occurred_at - 1", "name = 'membership.PlanGranted'", "revision = 2",
            "event_id = '00000000-0000-4000-8000-000000000000'", "subject = NULL"})
    void namesAnEntryThatWasEdited(String change) {
        var id = store.eventId(ANNS, 1);
        store.execute("UPDATE event SET " + change + " WHERE stream_id = '" + ANNS + "' AND stream_sequence = 1");
        finds(found(Kind.EDITED, ANNS, 1, id, 1L));
        assertThat(store.verify(ANN).findings()).containsExactly(found(Kind.EDITED, ANNS, 1, id, 1L));
        assertThat(store.verify(BOB).ok()).isTrue();
    }

    @Test
    void namesEachEntryWhenTheChainWasRewrittenBehindAnEditedOne() {
        var edited = store.eventId(ANNS, 1);
        store.execute("UPDATE event SET payload = '{}' WHERE event_id = '" + edited + "'");
        for (int i = 1; i < 5; i++) {
            store.execute("UPDATE event e SET hash = ledger_hash(b.hash, e.stream_id, e.stream_sequence, e.event_id, e.name, e.revision,"
                    + " e.occurred_at, e.subject, e.payload, e.metadata) FROM event b WHERE e.stream_id = '" + ANNS
                    + "' AND e.stream_sequence = " + i + " AND b.stream_id = e.stream_id AND b.stream_sequence = " + (i - 1));
        }
        finds(found(Kind.EDITED, ANNS, 1, edited, 1L), found(Kind.REHASHED, ANNS, 2, store.eventId(ANNS, 2), 1L),
                found(Kind.REHASHED, ANNS, 3, store.eventId(ANNS, 3), 2L), found(Kind.REHASHED, ANNS, 4, store.eventId(ANNS, 4), 2L));
    }

    @Test
    void namesAnEntryThatWasHiddenFromTheLedger() {
        store.execute("ALTER TABLE event DROP CONSTRAINT event_hash");
        try {
            store.execute("UPDATE event SET hash = NULL WHERE stream_id = '" + ANNS + "' AND stream_sequence = 2");
            finds(found(Kind.EDITED, ANNS, 2, store.eventId(ANNS, 2), 1L));
        } finally {
            store.execute("TRUNCATE event; ALTER TABLE event ADD CONSTRAINT event_hash CHECK ((hash IS NOT NULL)"
                    + " = (split_part(stream_id, ':', 1) IN ('membership', 'payment', 'checkout', 'code')))");
        }
    }

    @Test
    void namesAnEntryThatWasTakenOutOfTheMiddle() {
        var id = delete(ANNS, 2);
        finds(found(Kind.REMOVED, ANNS, 2, id, 1L));
        assertThat(store.verify(ANN).findings()).containsExactly(found(Kind.REMOVED, ANNS, 2, id, 1L));
    }

    @Test
    void namesEveryEntryOfATailThatWasCutOff() {
        var last = delete(ANNS, 4);
        var before = delete(ANNS, 3);
        finds(found(Kind.TRUNCATED, ANNS, 3, before, 2L), found(Kind.TRUNCATED, ANNS, 4, last, 2L));
    }

    @Test
    void namesAllOfAnAccountOfWhichNothingIsLeft() {
        store.execute("DELETE FROM event WHERE subject = '" + ANN + "'");
        assertThat(store.verify(ANN).findings()).hasSize(6).extracting(Finding::kind).containsOnly(Kind.TRUNCATED);
        assertThat(store.verify(BOB).ok()).isTrue();
    }

    @Test
    void namesTwoRowsThatChangedPlaces() {
        var one = store.eventId(ANNS, 1);
        var other = store.eventId(BOBS, 1);
        store.execute("CREATE TEMP TABLE places ON COMMIT DROP AS SELECT event_id, xid, sequence FROM event; "
                + "UPDATE event SET sequence = -1 WHERE event_id = '" + one + "'; "
                + move(other, one) + move(one, other));
        finds(found(Kind.REORDERED, ANNS, 1, one, 1L), found(Kind.REORDERED, BOBS, 1, other, 1L));
    }

    @Test
    void namesTwoEntriesThatChangedNumbersOrContents() {
        var one = store.eventId(ANNS, 1);
        var other = store.eventId(ANNS, 2);
        store.execute("UPDATE event SET stream_sequence = 99 WHERE event_id = '" + one + "'; UPDATE event SET stream_sequence = 1"
                + " WHERE event_id = '" + other + "'; UPDATE event SET stream_sequence = 2 WHERE event_id = '" + one + "'");
        finds(found(Kind.REORDERED, ANNS, 1, one, 1L), found(Kind.REORDERED, ANNS, 2, other, 1L));
        store.execute("UPDATE event SET stream_sequence = 99 WHERE event_id = '" + one + "'; UPDATE event SET stream_sequence = 2"
                + " WHERE event_id = '" + other + "'; UPDATE event SET stream_sequence = 1 WHERE event_id = '" + one + "'");
        assertThat(store.verify().ok()).isTrue();
        store.execute("UPDATE event e SET payload = o.payload FROM event o WHERE e.event_id IN ('" + one + "', '" + other
                + "') AND o.event_id IN ('" + one + "', '" + other + "') AND o.event_id <> e.event_id");
        finds(found(Kind.EDITED, ANNS, 1, one, 1L), found(Kind.EDITED, ANNS, 2, other, 1L));
    }

    @Test
    void namesAnEntryThatWasPutAmongSealedOnes() {
        store.execute("INSERT INTO event (xid, sequence, event_id, stream_id, stream_sequence, name, revision, occurred_at, subject, payload,"
                + " metadata, hash) SELECT xid, -5, gen_random_uuid(), 'payment:forged', 0, name, 1, 0, subject, '{}', '{}', hash"
                + " FROM event WHERE stream_id = '" + ANNS + "' AND stream_sequence = 1");
        finds(found(Kind.INSERTED, "payment:forged", 0, store.eventId("payment:forged", 0), null));
        assertThat(store.verify(ANN).findings()).extracting(Finding::kind).containsExactly(Kind.INSERTED);
    }

    @Test
    void findsWhatIsWrongBeforeTheSealButNotATailThatIsCutOffBefore() {
        var edited = store.eventId(BOBS, 3);
        store.execute("UPDATE event SET payload = '{}' WHERE event_id = '" + edited + "'");
        finds(found(Kind.EDITED, BOBS, 3, edited, null));
        delete(BOBS, 3);
        finds(found(Kind.REMOVED, BOBS, 3, null, null));
        delete(BOBS, 4);
        assertThat(store.verify().ok()).as("the stated limit").isTrue();
    }

    @Test
    void namesASealThatIsGone() {
        store.execute("DELETE FROM ledger_seal WHERE number = 1");
        finds(seal(Kind.REMOVED_SEAL, 1));
    }

    @Test
    void namesTheNewestSealThatIsGoneEvenIfItsEntriesAreSealedAgain() throws IOException {
        store.execute("DELETE FROM ledger_seal WHERE number = 2");
        finds(seal(Kind.REMOVED_SEAL, 2));
        store.sealer().run();
        finds(seal(Kind.UNKNOWN_SEAL, 2));
    }

    @Test
    void namesWhatWasEditedInAListOfEntries() {
        var leaves = Leaves.read(store.seals.leaves(1));
        var other = leaves.get(2).hash().clone();
        other[0] ^= 1;
        leaves.get(2).hash()[0] = other[0];
        store.jdbc.sql("UPDATE ledger_seal SET leaves = ? WHERE number = 1").param(Leaves.write(leaves)).update();
        finds(seal(Kind.EDITED_LEAVES, 1), found(Kind.EDITED_LEAVES, ANNS, 1, store.eventId(ANNS, 1), 1L));
        store.execute("UPDATE ledger_seal SET leaves = 'nonsense' WHERE number = 1");
        assertThat(store.verify().findings()).extracting(Finding::kind).containsOnly(Kind.EDITED_LEAVES).hasSize(6);
        assertThat(store.verify(BOB).findings()).contains(seal(Kind.EDITED_LEAVES, 1));
    }

    @Test
    void believesNoOtherKey() {
        assertThat(store.verifier(Ed25519.generate()).verify(null).findings())
                .containsExactly(seal(Kind.UNKNOWN_KEY, 1), seal(Kind.UNKNOWN_KEY, 2));
    }

    @Test
    void namesASealWhoseRootOrOtherContentIsForged() {
        store.execute("UPDATE ledger_seal SET root = sha256(root) WHERE number = 2");
        finds(seal(Kind.FORGED_SEAL, 2), seal(Kind.FORGED_ROOT, 2), seal(Kind.UNKNOWN_SEAL, 2));
    }

    @Test
    void namesASealThatWasMadeOfForgedEntriesWithoutTheKey() throws IOException {
        store.execute("TRUNCATE ledger_seal");
        store.execute("UPDATE event SET payload = '{}' WHERE stream_id = '" + BOBS + "' AND stream_sequence = 4");
        Files.delete(store.rootsFile);
        var forger = Ed25519.generate();
        store.sealer(forger, SealedStore.CLOCK).run();
        finds(seal(Kind.UNKNOWN_KEY, 1), found(Kind.EDITED, BOBS, 4, store.eventId(BOBS, 4), 1L));
    }

    @Test
    void namesAChangedOrUnreadableLineOfTheFileOfRoots() throws IOException {
        var lines = Files.readAllLines(store.rootsFile);
        assertThat(lines).hasSize(2);
        var zeros = lines.getFirst().replaceFirst("\"hash\":\"[0-9a-f]+\"", "\"hash\":\"" + "0".repeat(2 * LedgerHash.BYTES) + "\"");
        Files.write(store.rootsFile, List.of(zeros, lines.getLast(), "nonsense"));
        finds(seal(Kind.UNKNOWN_ROOT, null), seal(Kind.UNKNOWN_SEAL, 1));
    }

    @Test
    void namesRowsThatStandWhereNoEntryIs() {
        for (var place : List.of("-1, xid, sequence", "0, '0'::xid8, 0", "0, '0'::xid8, -7")) {
            store.execute("INSERT INTO event (generation, xid, sequence, event_id, stream_id, stream_sequence, name, revision, occurred_at,"
                    + " subject, payload, metadata, hash) SELECT " + place + ", gen_random_uuid(), stream_id, 5, name, 1, 0, subject, payload,"
                    + " metadata, sha256(hash) FROM event WHERE stream_id = '" + ANNS + "' AND stream_sequence = 1");
            var id = store.eventId(ANNS, 5);
            finds(found(Kind.INSERTED, ANNS, 5, id, null));
            assertThat(store.verify(ANN).findings()).containsExactly(found(Kind.INSERTED, ANNS, 5, id, null));
            assertThat(store.verify(BOB).ok()).isTrue();
            delete(ANNS, 5);
        }
    }

    @Test
    void goesOnBehindASealThatCanNotBeRead() {
        store.execute("UPDATE ledger_seal SET last_entry = 'x', leaves = 'garbage' WHERE number = 1");
        assertThat(store.verify().findings()).contains(seal(Kind.FORGED_SEAL, 1), seal(Kind.EDITED_LEAVES, 1));
        assertThat(store.verify().entries()).isEqualTo(11);
        store.execute("UPDATE ledger_seal SET root = '', entries = 0, signature = '' WHERE number = 1");
        assertThat(store.verify(ANN).findings()).contains(seal(Kind.FORGED_SEAL, 1), seal(Kind.FORGED_ROOT, 1));
    }

    @Test
    void suspectsAnEntryThatWasEditedTogetherWithTheList() {
        var edited = store.eventId(ANNS, 4);
        store.execute("UPDATE event e SET payload = '{}', hash = ledger_hash(b.hash, e.stream_id, e.stream_sequence, e.event_id, e.name,"
                + " e.revision, e.occurred_at, e.subject, '{}', e.metadata) FROM event b WHERE e.event_id = '" + edited
                + "' AND b.stream_id = e.stream_id AND b.stream_sequence = 3");
        var leaves = Leaves.read(store.seals.leaves(2)).stream()
                .map(leaf -> LedgerLeaf.of(store.reader.find(leaf.streamId(), leaf.streamSequence()).orElseThrow()))
                .toList();
        store.jdbc.sql("UPDATE ledger_seal SET leaves = ? WHERE number = 2").param(Leaves.write(leaves)).update();
        for (var verification : List.of(store.verify(), store.verify(ANN))) {
            assertThat(verification.findings()).containsExactlyInAnyOrder(seal(Kind.EDITED_LEAVES, 2), seal(Kind.FORGED_ROOT, 2),
                    found(Kind.SUSPECT, ANNS, 3, store.eventId(ANNS, 3), 2L), found(Kind.SUSPECT, ANNS, 4, edited, 2L),
                    found(Kind.SUSPECT, "payment:pi_1", 0, store.eventId("payment:pi_1", 0), 2L));
        }
    }

    @Test
    void takesALineOfTheFileOfRootsThatHasNoEndForNone() throws IOException {
        Files.writeString(store.rootsFile, "{\"number\":3,\"sea", StandardOpenOption.APPEND);
        assertThat(store.verify().ok()).isTrue();
    }

    @Test
    void namesAtMostAThousandAndCountsAll() throws IOException {
        for (int i = 5; i < 1205; i++) {
            store.append(ANNS, i, ANN);
        }
        store.sealer.run();
        store.execute("UPDATE event SET payload = '{}' WHERE stream_sequence >= 5");
        var verification = store.verify();
        assertThat(verification.ok()).isFalse();
        assertThat(verification.findings()).hasSize(1000);
        assertThat(verification.found()).isEqualTo(1200);
    }

    private void finds(Finding... findings) {
        var verification = store.verify();
        assertThat(verification.findings()).containsExactlyInAnyOrder(findings);
        assertThat(verification.ok()).isFalse();
        assertThat(verification.found()).isEqualTo(findings.length);
    }

    private UUID delete(String stream, long sequence) {
        var id = store.eventId(stream, sequence);
        store.execute("DELETE FROM event WHERE event_id = '" + id + "'");
        return id;
    }

    private static String move(UUID event, UUID placeOf) {
        return "UPDATE event SET (xid, sequence) = (SELECT xid, sequence FROM places WHERE event_id = '" + placeOf
                + "') WHERE event_id = '" + event + "'; ";
    }

    private static Finding found(Kind kind, String stream, long sequence, @Nullable UUID eventId, @Nullable Long seal) {
        return new Finding(kind, stream, sequence, eventId, seal);
    }

    private static Finding seal(Kind kind, @Nullable Integer number) {
        return new Finding(kind, null, null, null, number == null ? null : Long.valueOf(number));
    }
}
