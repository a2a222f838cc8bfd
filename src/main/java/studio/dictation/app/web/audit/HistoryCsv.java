package studio.dictation.app.web.audit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.web.Streamed;
import studio.dictation.query.audit.HistoryEntryView;
import studio.dictation.query.audit.HistoryEntryView.ProviderIds;
import studio.dictation.query.audit.HistoryPage;

/**
 * A history as a table: RFC 4180, UTF-8, the names of the columns first. A text that a spreadsheet would take for a formula
 * has an apostrophe before it.
 */
final class HistoryCsv implements Streamed {
    private static final String LINE_END = "\r\n";
    private static final String FORMULA = "=+-@\t\r\n";
    private static final int BUFFER = 1 << 15;

    private static final List<String> COLUMNS = List.of(
            "position", "stream", "stream_sequence", "event_id", "name", "revision", "occurred_at", "received_at",
            "recorded_at", "actor", "source", "reason", "reason_code", "cause", "reference", "provider_event_id",
            "payment_id", "session_id", "subscription_id", "customer_id", "charge_id", "dispute_id", "request_id",
            "correlation_id", "causation_id", "amount", "refunded", "currency", "plan_before", "expires_at_before",
            "plan_after", "expires_at_after", "hash");

    private final HistoryPage first;
    private final Function<HistoryPage, HistoryPage> behind;

    /**
     * @param first  the first page, read already, so that what is refused is refused before anything is written
     * @param behind the page behind one that isn't the last
     */
    HistoryCsv(HistoryPage first, Function<HistoryPage, HistoryPage> behind) {
        this.first = first;
        this.behind = behind;
    }

    @Override
    public void writeTo(OutputStream body) throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8), BUFFER);
        writer.append(String.join(",", COLUMNS)).append(LINE_END);
        for (var page = first; ; page = behind.apply(page)) {
            for (var entry : page.entries()) {
                write(entry, writer);
            }
            if (page.next() == null) {
                writer.flush();
                return;
            }
        }
    }

    private static void write(HistoryEntryView entry, Writer writer) throws IOException {
        var provider = entry.provider() == null ? ProviderIds.NONE : entry.provider();
        var row = new Row(writer);
        row.text(entry.position());
        row.text(entry.stream());
        row.number(entry.streamSequence());
        row.text(entry.eventId());
        row.text(entry.name());
        row.number((long) entry.revision());
        row.text(entry.occurredAt());
        row.text(entry.receivedAt());
        row.text(entry.recordedAt());
        row.text(entry.actor());
        row.text(entry.source());
        row.text(entry.reason());
        row.text(entry.reasonCode());
        row.text(entry.cause());
        row.text(entry.reference());
        row.text(entry.providerEventId());
        row.text(provider.paymentId());
        row.text(provider.sessionId());
        row.text(provider.subscriptionId());
        row.text(provider.customerId());
        row.text(provider.chargeId());
        row.text(provider.disputeId());
        row.text(entry.requestId());
        row.text(entry.correlationId());
        row.text(entry.causationId());
        row.number(entry.amount());
        row.number(entry.refunded());
        row.text(entry.currency());
        row.text(entry.before().plan());
        row.text(entry.before().expiresAt());
        row.text(entry.after().plan());
        row.text(entry.after().expiresAt());
        row.text(entry.hash());
        writer.append(LINE_END);
    }

    /** A line, cell by cell. */
    private static final class Row {
        private final Writer writer;
        private boolean begun;

        Row(Writer writer) {
            this.writer = writer;
        }

        void number(@Nullable Long value) throws IOException {
            next();
            if (value != null) {
                writer.append(value.toString());
            }
        }

        void text(@Nullable String value) throws IOException {
            next();
            if (value == null || value.isEmpty()) {
                return;
            }
            var safe = FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
            if (needsQuotes(safe)) {
                writer.append('"').append(safe.replace("\"", "\"\"")).append('"');
            } else {
                writer.append(safe);
            }
        }

        private void next() throws IOException {
            if (begun) {
                writer.append(',');
            }
            begun = true;
        }

        private static boolean needsQuotes(String value) {
            for (int at = 0; at < value.length(); at++) {
                char character = value.charAt(at);
                if (character == '"' || character == ',' || character == '\r' || character == '\n') {
                    return true;
                }
            }
            return false;
        }
    }
}
