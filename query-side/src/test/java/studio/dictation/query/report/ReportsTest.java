package studio.dictation.query.report;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.dictation.query.redis.Documents;

import static org.assertj.core.api.Assertions.assertThat;

class ReportsTest {
    private static final String STORED = "[{\"id\":\"VER_10\",\"channelId\":\"c\",\"channelName\":\"Channel\",\"videoId\":\"v\","
            + "\"videoTitle\":\"Video\",\"userEmail\":\"ada@example.org\",\"userName\":\"Ada\",\"errorType\":\"other\","
            + "\"description\":\"?\",\"status\":\"%s\",\"timestamp\":10%s}]";

    @Test
    void areStoredAsTheContractHasThem() {
        assertThat(Documents.written(Reports.CODEC, Reports.with(null, report(10)))).isEqualTo(STORED.formatted("pending", ""));
    }

    @Test
    void standInTheOrderOfTimeTheNewestFirst() {
        var reports = List.of(report(30), report(10));

        assertThat(Reports.with(reports, report(40))).extracting(ReportView::timestamp).containsExactly(40L, 30L, 10L);
        assertThat(Reports.with(reports, report(20))).extracting(ReportView::timestamp).containsExactly(30L, 20L, 10L);
        assertThat(Reports.with(reports, report(5))).extracting(ReportView::timestamp).containsExactly(30L, 10L, 5L);
    }

    @Test
    void sayWhatBecameOfThem() {
        var settled = Reports.changed(List.of(report(10)), "VER_10", report -> report.reviewed("resolved", 20L, "Thank you"));
        var opened = Reports.changed(settled, "VER_10", report -> report.reviewed("pending", null, "Thank you"));

        assertThat(Documents.written(Reports.CODEC, settled))
                .isEqualTo(STORED.formatted("resolved", ",\"resolvedAt\":20,\"adminResponse\":\"Thank you\""));
        assertThat(Documents.written(Reports.CODEC, opened))
                .isEqualTo(STORED.formatted("pending", ",\"adminResponse\":\"Thank you\""));
    }

    @Test
    void changeOneByOne() {
        var reports = List.of(report(30), report(20));

        var changed = Reports.changed(reports, "VER_20", report -> report.reviewed("rejected", 40L, null));

        assertThat(changed).extracting(ReportView::status).containsExactly("pending", "rejected");
        assertThat(Reports.changed(reports, "VER_10", report -> report.reviewed("rejected", 40L, null))).isEqualTo(reports);
    }

    private static ReportView report(long at) {
        return new ReportView("VER_" + at, "c", "Channel", "v", "Video", "ada@example.org", "Ada", "other", "?", "pending", at, null,
                null);
    }
}
