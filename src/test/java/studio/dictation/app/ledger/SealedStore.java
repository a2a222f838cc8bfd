package studio.dictation.app.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.settings.Ed25519;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.LedgerReader;
import studio.dictation.eventstore.PostgresEventStorageEngine;

/** A ledger with a sealer and a verifier, as one node has them. */
public final class SealedStore {
    static final Instant NOW = Instant.parse("2026-11-25T12:00:00.000Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    public static final KeyPair KEY = Ed25519.generate();

    final JdbcClient jdbc;
    final LedgerReader reader;
    final EventReader events;
    final Seals seals;
    final Path rootsFile;
    final Sealer sealer;
    private final PostgresEventStorageEngine engine;

    public SealedStore(DataSource dataSource, Path rootsFile) {
        this.jdbc = JdbcClient.create(dataSource);
        this.reader = new LedgerReader(dataSource);
        this.events = new EventReader(dataSource);
        this.seals = new Seals(jdbc);
        this.rootsFile = rootsFile;
        this.sealer = sealer();
        var names = EventNames.published();
        this.engine = new PostgresEventStorageEngine(dataSource::getConnection, events, names,
                new EventDecoder(names, NoOpEventUpcaster.INSTANCE), Map.of());
    }

    /** One that begins with what is stored, as after a start. */
    Sealer sealer() {
        return sealer(KEY, CLOCK);
    }

    /** The same with another key or clock. */
    public Sealer sealer(KeyPair key, Clock clock, PublicKey... retired) {
        return new Sealer(reader, seals, new RootsFile(rootsFile), key, trusted(key, retired), clock);
    }

    /** Seals all that can be sealed. */
    public void seal() throws IOException {
        sealer.run();
    }

    public void append(String stream, long sequence, UUID account) {
        var event = new QuotaConsumed(account, "channel:video-" + sequence, List.of("channel:video-" + sequence), 4, NOW, NOW, NOW.plusSeconds(sequence));
        engine.appendEvents(List.of(new GenericDomainEventMessage<>(
                "ledger", stream, sequence, event, Map.of("actor", account.toString()), UUID.randomUUID().toString(), NOW.plusSeconds(sequence))));
    }

    Verification verify() {
        return verifier(KEY).verify(null);
    }

    Verification verify(UUID account) {
        return verifier(KEY).verify(account);
    }

    LedgerVerifier verifier(KeyPair key, PublicKey... retired) {
        return new LedgerVerifier(reader, events, seals, new RootsFile(rootsFile), trusted(key, retired));
    }

    private static TrustedKeys trusted(KeyPair key, PublicKey... retired) {
        var keys = new ArrayList<>(List.of(retired));
        keys.add(key.getPublic());
        return new TrustedKeys(keys);
    }

    LedgerExport export() {
        return new LedgerExport(reader, seals, KEY, CLOCK);
    }

    UUID eventId(String stream, long sequence) {
        return jdbc.sql("SELECT event_id FROM event WHERE stream_id = ? AND stream_sequence = ?").param(stream).param(sequence)
                .query(UUID.class).single();
    }

    public void execute(String sql) {
        jdbc.sql(sql).update();
    }
}
