package studio.dictation.app.config;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import studio.dictation.app.ledger.LedgerExport;
import studio.dictation.app.web.audit.ProvenLines;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.LedgerReader;
import studio.dictation.eventstore.StreamLookup;
import studio.dictation.query.Projections;
import studio.dictation.query.audit.HistoryQueries;
import studio.dictation.query.audit.Ledger;
import studio.dictation.query.audit.Owners;
import studio.dictation.query.audit.ReplayQueries;
import studio.dictation.query.audit.StateQueries;
import studio.dictation.query.engine.ProjectionEngine;

/** Wires the audit to the event store, and its replay to what it compares with. */
@Configuration(proxyBeanMethods = false)
class AuditConfig {
    /** What was decided a moment ago is shown well within this time. */
    private static final Duration ARRIVAL = Duration.ofSeconds(2);

    @Bean
    Ledger auditedLedger(
            @Qualifier("readerPool") HikariDataSource readerPool, LedgerReader entries, EventReader events, EventDecoder decoder) {
        return new Ledger(entries, new StreamLookup(readerPool), events, decoder);
    }

    @Bean
    ProvenLines provenLines(LedgerExport export) {
        return export::write;
    }

    @Bean
    HistoryQueries historyQueries(Ledger auditedLedger, Owners owners) {
        return new HistoryQueries(auditedLedger, owners);
    }

    @Bean
    StateQueries stateQueries(Ledger auditedLedger) {
        return new StateQueries(auditedLedger);
    }

    @Bean
    ReplayQueries replayQueries(Ledger auditedLedger, ProjectionEngine engine, Clock clock) {
        return new ReplayQueries(
                auditedLedger,
                engine.reads(Projections.LEARNERS.name()),
                Projections.LEARNERS.handlers(),
                (event, id) -> engine.arrivals().await(engine.expected(event, id), ARRIVAL),
                clock);
    }
}
