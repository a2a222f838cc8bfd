package studio.dictation.app.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.dictation.app.settings.Ed25519;
import studio.dictation.eventstore.LedgerHash;
import studio.dictation.eventstore.LedgerRange;
import studio.dictation.eventstore.PostgresTestStore;

import static org.assertj.core.api.Assertions.assertThat;

/** An export, and what the offline verifier says after somebody has been at the file. */
class LedgerExportIT {
    private static final UUID ANN = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static final UUID BOB = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
    private static final String ANNS = "membership:" + ANN;
    private static PostgresTestStore database;

    @TempDir
    private Path folder;

    private SealedStore store;
    private Path key;
    private List<String> lines;

    @BeforeAll
    static void open() {
        database = PostgresTestStore.create();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** Seal 1: Bob; 2: Ann 0; 3: a code that both have to do with; 4: Bob; 5: Ann 1–2; 6: Bob; not sealed: Ann 3, the code. */
    @BeforeEach
    void export() throws IOException {
        store = new SealedStore(database.dataSource(), folder.resolve("roots.jsonl"));
        store.execute("TRUNCATE event, ledger_seal");
        append("membership:" + BOB, 0, BOB);
        append(ANNS, 0, ANN);
        store.append("code:1", 0, ANN);
        append("code:1", 1, BOB);
        append("membership:" + BOB, 1, BOB);
        store.append(ANNS, 1, ANN);
        append(ANNS, 2, ANN);
        append("membership:" + BOB, 2, BOB);
        store.append(ANNS, 3, ANN);
        store.append("code:1", 2, ANN);
        key = Files.writeString(folder.resolve("key.pem"), Ed25519.pem(SealedStore.KEY.getPublic()));
        lines = exported(LedgerRange.ALL);
    }

    @Test
    void isOkAsItWasWritten() {
        assertThat(lines).extracting(line -> line.replaceFirst("\\{\"type\":\"(\\w+)\".*", "$1")).containsExactly(
                "seal", "entry", "seal", "entry", "seal", "seal", "entry", "entry", "seal", "entry", "entry", "end");
        assertThat(verify(lines)).isEqualTo("6 entries, 2 of them not sealed yet, 5 seals\nOK\n0");
    }

    @Test
    void isOkWhenItHoldsAPartOnlyOrNothing() throws IOException {
        var part = exported(new LedgerRange(SealedStore.NOW.plusSeconds(1), SealedStore.NOW.plusSeconds(3)));
        assertThat(verify(part)).startsWith("3 entries, 1 of them not sealed yet").endsWith("OK\n0");
        var out = new ByteArrayOutputStream();
        store.export().write(UUID.randomUUID(), null, null, out);
        assertThat(verify(out.toString(StandardCharsets.UTF_8).lines().toList())).isEqualTo("0 entries, 0 of them not sealed yet, 1 seals\nOK\n0");
        store.execute("TRUNCATE event, ledger_seal");
        assertThat(verify(exported(LedgerRange.ALL))).isEqualTo("0 entries, 0 of them not sealed yet, 0 seals\nOK\n0");
    }

    @Test
    void holdsTheBytesAsTheyAreStored() {
        var stored = store.reader.find(ANNS, 2).orElseThrow();
        var entry = ((ExportLine.Entry) ExportLine.JSON.readValue(lines.get(7), ExportLine.class)).entry();
        assertThat(entry.event().payload()).isEqualTo(stored.event().payload());
        assertThat(entry.event().metadata()).isEqualTo(stored.event().metadata());
        assertThat(entry.position()).isEqualTo(stored.position());
        assertThat(entry.hash()).isEqualTo(stored.hash());
    }

    @Test
    void namesAnEntryThatWasEdited() {
        for (int line : new int[] {1, 3, 6, 7, 9, 10}) {
            var entry = (ExportLine.Entry) ExportLine.JSON.readValue(lines.get(line), ExportLine.class);
            var named = "edited: %s #%d, event %s".formatted(entry.stream(), entry.streamSequence(), entry.eventId());
            for (var edited : List.of(
                    lines.get(line).replace("\"payload\":\"", "\"payload\":\"AAAA"),
                    lines.get(line).replace("\"revision\":1", "\"revision\":2"),
                    lines.get(line).replace("\"occurredAt\":\"2026", "\"occurredAt\":\"2025"))) {
                assertThat(verify(with(line, edited))).contains(named).contains("NOT OK: 1 finding(s)").endsWith("1");
            }
        }
    }

    @Test
    void namesAnEntryWhoseHashWasMadeToFit() {
        var entry = (ExportLine.Entry) ExportLine.JSON.readValue(lines.get(6), ExportLine.class);
        var edited = lines.get(6).replace("\"revision\":1", "\"revision\":2");
        var changed = ((ExportLine.Entry) ExportLine.JSON.readValue(edited, ExportLine.class)).entry();
        var previous = changed.previousHash();
        assertThat(previous).isNotNull();
        var hash = HexFormat.of().formatHex(LedgerHash.of(previous, changed.event()));
        assertThat(verify(with(6, edited.replace(entry.hash(), hash))))
                .contains("edited: %s #1, event %s, seal 5\n".formatted(ANNS, entry.eventId())).contains("NOT OK: 1 finding(s)");
    }

    @Test
    void namesWhatWasTakenOut() {
        assertThat(verify(without(6))).contains("removed: " + ANNS + " #1").contains("NOT OK: 1 finding(s)").endsWith("1");
        assertThat(verify(without(1))).contains("removed: " + ANNS + " #0").endsWith("1");
        assertThat(verify(without(9))).contains("truncated: " + ANNS + " #3").endsWith("1");
        assertThat(verify(without(3))).contains("removed: code:1 #0").endsWith("1");
        assertThat(verify(without(4))).contains("removed-seal, seal 4").endsWith("1");
        assertThat(verify(without(0))).contains("removed-seal, seal 2").contains("NOT OK: 1 finding(s)").endsWith("1");
        assertThat(verify(without(8))).contains("removed-seal, seal 6").endsWith("1");
    }

    @Test
    void tellsThatItWasCutOff() {
        for (int length = 0; length < lines.size(); length++) {
            assertThat(verify(lines.subList(0, length))).contains("truncated").endsWith("1");
        }
    }

    @Test
    void namesWhatChangedPlaces() {
        var swapped = new ArrayList<>(lines);
        swapped.set(6, lines.get(7));
        swapped.set(7, lines.get(6));
        assertThat(verify(swapped)).contains("reordered: " + ANNS + " #1, event " + store.eventId(ANNS, 1))
                .contains("NOT OK: 1 finding(s)").endsWith("1");
        var twice = new ArrayList<>(lines);
        twice.add(7, lines.get(6));
        assertThat(verify(twice)).contains("reordered: " + ANNS + " #1").endsWith("1");
    }

    @Test
    void namesASealThatWasEdited() {
        assertThat(verify(with(5, lines.get(5).replaceFirst("\"entries\":2", "\"entries\":3")))).contains("forged-seal, seal 5").endsWith("1");
        assertThat(verify(with(5, lines.get(5).replaceFirst("\"root\":\"..", "\"root\":\"00")))).contains("forged-seal, seal 5")
                .contains("edited: " + ANNS + " #1");
    }

    @Test
    void believesNoOtherKeyAndNoOtherEnd() throws IOException {
        Files.writeString(key, Ed25519.pem(Ed25519.generate().getPublic()));
        assertThat(verify(lines)).contains("unknown-key, seal 2").contains("unknown-key\n").endsWith("1");
        Files.writeString(key, Ed25519.pem(SealedStore.KEY.getPublic()));
        assertThat(verify(with(11, lines.get(11).replace("\\\"entries\\\":6", "\\\"entries\\\":5")))).contains("forged-end").endsWith("1");
        var other = new ArrayList<>(lines.subList(0, 11));
        store.append(ANNS, 4, ANN);
        other.add(exported(LedgerRange.ALL).getLast());
        assertThat(verify(other)).contains("truncated: " + ANNS + " #4").endsWith("1");
    }

    @Test
    void hasTheRootThatIsKnownFromOutside() throws IOException {
        var roots = Files.readAllLines(store.rootsFile);
        var newest = roots.getLast().replaceFirst(".*\"hash\":\"([0-9a-f]+)\".*", "$1");
        assertThat(verify(lines, "--root", newest)).endsWith("OK\n0");
        assertThat(verify(lines, "--root", "0".repeat(64))).contains("unknown-root").endsWith("1");
    }

    @Test
    void tellsWhatWasGoneBeforeItWasWritten() throws IOException {
        var middle = store.eventId(ANNS, 1);
        store.execute("DELETE FROM event WHERE event_id = '" + middle + "'");
        assertThat(verify(exported(LedgerRange.ALL))).contains("removed: " + ANNS + " #1, event " + middle + ", seal 5\n")
                .contains("NOT OK: 1 finding(s)").endsWith("1");
        var moved = store.eventId(ANNS, 2);
        store.execute("UPDATE event SET subject = '" + BOB + "' WHERE event_id = '" + moved + "'");
        assertThat(verify(exported(LedgerRange.ALL))).contains("edited: " + ANNS + " #2, event " + moved + ", seal 5\n");
        store.execute("DELETE FROM event WHERE stream_id = '" + ANNS + "'");
        var all = exported(LedgerRange.ALL);
        assertThat(verify(all)).contains("truncated: " + ANNS + " #0").contains("truncated: " + ANNS + " #1, event " + middle)
                .contains("truncated: " + ANNS + " #2, event " + moved).contains("NOT OK: 3 finding(s)");
        assertThat(verify(all.stream().filter(line -> !line.contains("\"gone\",")).toList())).contains("forged-end").endsWith("1");
        store.execute("DELETE FROM event WHERE subject = '" + ANN + "'");
        assertThat(verify(exported(LedgerRange.ALL))).contains("removed: code:1 #0").contains("NOT OK: 4 finding(s)");
    }

    @Test
    void tellsThatAListOfEntriesOrASealCanNotBeRead() throws IOException {
        store.execute("UPDATE ledger_seal SET leaves = 'garbage' WHERE number = 5");
        assertThat(verify(exported(LedgerRange.ALL))).contains("edited-leaves, seal 5").contains("NOT OK: 1 finding(s)");
        store.execute("UPDATE ledger_seal SET last_entry = 'x' WHERE number = 5");
        assertThat(verify(exported(LedgerRange.ALL))).contains("forged-seal, seal 5").endsWith("1");
    }

    @Test
    void comparesStreamsPartByPart() throws IOException {
        for (int i = 0; i < LedgerExport.STREAMS_AT_ONCE + 50; i++) {
            store.append("checkout:" + i, 0, ANN);
        }
        store.sealer.run();
        var all = exported(LedgerRange.ALL);
        assertThat(all).filteredOn(line -> line.startsWith("{\"type\":\"part\"")).hasSize(1);
        assertThat(verify(all)).endsWith("OK\n0");
        for (var taken : List.of("\"checkout:3\"", "\"checkout:230\"")) {
            assertThat(verify(all.stream().filter(line -> !line.contains("\"stream\":" + taken)).toList()))
                    .contains("truncated: " + taken.replace("\"", "") + " #0").contains("NOT OK: 1 finding(s)");
        }
        assertThat(verify(all.stream().filter(line -> !line.startsWith("{\"type\":\"part\"")).toList())).contains("forged-end").endsWith("1");
    }

    @Test
    void takesTheAnswerThatShowsTheKeyAsItIs() throws IOException {
        var pem = Ed25519.pem(SealedStore.KEY.getPublic()).replace("\n", "\\n");
        Files.writeString(key, "{\"publicKey\":\"" + pem + "\",\"retiredKeys\":[]}");
        assertThat(verify(lines)).endsWith("OK\n0");
    }

    @Test
    void isOkUnderTheKeysOfAllItsSealsOnly() throws IOException {
        var next = Ed25519.generate();
        store.sealer(next, SealedStore.CLOCK, SealedStore.KEY.getPublic()).run();
        var out = new ByteArrayOutputStream();
        new LedgerExport(store.reader, store.seals, next, SealedStore.CLOCK).write(ANN, null, null, out);
        var export = out.toString(StandardCharsets.UTF_8).lines().toList();

        assertThat(verify(export)).contains("unknown-key").endsWith("1");
        Files.writeString(key, Ed25519.pem(next.getPublic()));
        assertThat(verify(export)).contains("unknown-key").endsWith("1");
        Files.writeString(key, Ed25519.pem(next.getPublic()) + Ed25519.pem(SealedStore.KEY.getPublic()));
        assertThat(verify(export)).endsWith("OK\n0");
    }

    @Test
    void isNotJudgedIfItCanNotBeReadOrTheCommandIsWrong() {
        assertThat(verify(List.of("nonsense"))).startsWith("Can't be verified: Line 1").endsWith("2");
        for (var line : List.of("{\"type\":\"entry\"}", "null", lines.get(1).replace("\"revision\":1", "\"revision\":65537"),
                lines.get(1).replaceFirst("\"stream\":\"[^\"]*\"", "\"stream\":null"), lines.get(1).replace("{\"type", "{\"more\":1,\"type"),
                lines.get(1).replaceFirst("Z\"", ".0001Z\""))) {
            assertThat(verify(List.of(lines.getFirst(), line))).as(line).startsWith("Can't be verified: Line 2").endsWith("2");
        }
        assertThat(run("verify")).startsWith("usage: verify").endsWith("2");
        assertThat(run("verify", "--export", "a", "--export", "b")).contains("usage: verify").endsWith("2");
        assertThat(run("verify", "--export", "no-such-file", "--public-key", key.toString())).startsWith("Can't be read").endsWith("2");
        assertThat(run("verify", "--export", "a", "--public-key", key.toString(), "--root", "12")).startsWith("usage").endsWith("2");
    }

    private void append(String stream, long sequence, UUID account) throws IOException {
        store.append(stream, sequence, account);
        store.sealer.run();
    }

    private List<String> exported(LedgerRange range) throws IOException {
        var out = new ByteArrayOutputStream();
        store.export().write(ANN, range.from(), range.until(), out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> with(int line, String text) {
        assertThat(text).isNotEqualTo(lines.get(line));
        var changed = new ArrayList<>(lines);
        changed.set(line, text);
        return changed;
    }

    private List<String> without(int line) {
        var changed = new ArrayList<>(lines);
        changed.remove(line);
        return changed;
    }

    private String verify(List<String> export, String... more) {
        try {
            var file = Files.write(folder.resolve("export.jsonl"), export);
            var arguments = new ArrayList<>(List.of("verify", "--export", file.toString(), "--public-key", key.toString()));
            arguments.addAll(Arrays.asList(more));
            return run(arguments.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(String... arguments) {
        var out = new ByteArrayOutputStream();
        int code = VerifyCommand.run(arguments, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8) + code;
    }
}
