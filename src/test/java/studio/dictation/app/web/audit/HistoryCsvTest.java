package studio.dictation.app.web.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.query.audit.HistoryEntryView;
import studio.dictation.query.audit.HistoryEntryView.ProviderIds;
import studio.dictation.query.audit.HistoryPage;
import studio.dictation.query.audit.PlanStateView;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryCsvTest {
    private static final PlanStateView FREE = new PlanStateView("Free", null);
    private static final PlanStateView PRO = new PlanStateView("Pro", "2026-12-01T00:00:00.000Z");

    @Test
    void hasTheNamesOfItsColumnsFirst() {
        assertThat(written(page(null))).isEqualTo(
                "position,stream,stream_sequence,event_id,name,revision,occurred_at,received_at,recorded_at,actor,source,reason,"
                        + "reason_code,cause,reference,provider_event_id,payment_id,session_id,subscription_id,customer_id,"
                        + "charge_id,dispute_id,request_id,correlation_id,causation_id,amount,refunded,currency,plan_before,"
                        + "expires_at_before,plan_after,expires_at_after,hash\r\n");
    }

    @Test
    void hasALineForEachEntryOfEachPage() {
        var first = page("next", entry("a"), entry("b"));
        var last = page(null, entry("c"));

        var lines = written(first, last).split("\r\n", -1);

        assertThat(lines).hasSize(5);
        assertThat(lines[1]).isEqualTo("position,payment:in_1,3,id,billing.PaymentReceived,1,then,,now,provider,webhook,Receive,,,a,"
                + "evt_1,in_1,cs_1,,cus_1,,,,corr,caus,1299,,usd,Free,,Pro,2026-12-01T00:00:00.000Z,abc");
        assertThat(lines[3]).contains(",c,");
        assertThat(lines[4]).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', delimiter = ';', value = {
        "a,b; \"a,b\"", "say \"so\"; \"say \"\"so\"\"\"", "é; é", "=1+1; '=1+1", "@cmd; '@cmd", "-channel:v; '-channel:v",
        "+1,2; \"'+1,2\"", "a=b; a=b"
    })
    void writesATextThatHoldsACommaQuotesOrAFormula(String text, String cell) {
        assertThat(written(page(null, entry(text)))).contains(",Receive,,," + cell + ",evt_1,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb"})
    void quotesALineBreak(String text) {
        assertThat(written(page(null, entry(text)))).contains(",\"" + text + "\",");
    }

    private static String written(HistoryPage first, HistoryPage... others) {
        var rest = List.of(others).iterator();
        var body = new ByteArrayOutputStream();
        try {
            new HistoryCsv(first, before -> rest.next()).writeTo(body);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private static HistoryPage page(@Nullable String next, HistoryEntryView... entries) {
        return new HistoryPage(List.of(entries), next, "end", FREE);
    }

    private static HistoryEntryView entry(String reference) {
        return new HistoryEntryView("position", "payment:in_1", 3, "id", "billing.PaymentReceived", 1, "then", null, "now",
                "provider", "webhook", "Receive", null, null, reference, "evt_1",
                new ProviderIds("in_1", "cs_1", null, "cus_1", null, null), null, "corr", "caus", 1_299L, null, "usd", FREE,
                PRO, "abc");
    }
}
