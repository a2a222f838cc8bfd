package studio.dictation.app.config;

import com.zaxxer.hikari.HikariDataSource;
import java.security.PublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.ledger.Ledger;
import studio.dictation.app.ledger.LedgerExport;
import studio.dictation.app.ledger.LedgerVerifier;
import studio.dictation.app.ledger.RootsFile;
import studio.dictation.app.ledger.Sealer;
import studio.dictation.app.ledger.SealerThread;
import studio.dictation.app.ledger.Seals;
import studio.dictation.app.ledger.TrustedKeys;
import studio.dictation.app.settings.LedgerKey;
import studio.dictation.app.settings.Settings;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.LedgerReader;

/** Wires what seals and verifies the ledger. */
@Configuration(proxyBeanMethods = false)
class LedgerConfig {
    @Bean
    LedgerReader ledgerReader(@Qualifier("readerPool") HikariDataSource readerPool) {
        return new LedgerReader(readerPool);
    }

    /** Not over the connections of commands: a verification must not keep those busy. */
    @Bean
    Seals seals(@Qualifier("readerPool") HikariDataSource readerPool) {
        return new Seals(JdbcClient.create(readerPool));
    }

    @Bean
    RootsFile rootsFile(Settings settings) {
        return new RootsFile(settings.ledger().rootsFile());
    }

    @Bean
    TrustedKeys trustedKeys(LedgerKey key, Settings settings) {
        List<PublicKey> keys = new ArrayList<>(settings.ledger().retiredKeys());
        keys.add(key.pair().getPublic());
        return new TrustedKeys(keys);
    }

    @Bean
    Sealer sealer(LedgerReader reader, Seals seals, RootsFile roots, LedgerKey key, TrustedKeys keys, Clock clock) {
        return new Sealer(reader, seals, roots, key.pair(), keys, clock);
    }

    @Bean
    SealerThread sealerThread(Sealer sealer, Settings settings) {
        return new SealerThread(sealer, settings.ledger().interval(), settings.role().works());
    }

    @Bean
    LedgerVerifier ledgerVerifier(LedgerReader reader, EventReader events, Seals seals, RootsFile roots, TrustedKeys keys) {
        return new LedgerVerifier(reader, events, seals, roots, keys);
    }

    @Bean
    LedgerExport ledgerExport(LedgerReader reader, Seals seals, LedgerKey key, Clock clock) {
        return new LedgerExport(reader, seals, key.pair(), clock);
    }

    @Bean
    Ledger ledger(LedgerVerifier verifier, LedgerKey key, Settings settings) {
        return new Ledger(verifier, key.pair().getPublic(), settings.ledger().retiredKeys());
    }
}
