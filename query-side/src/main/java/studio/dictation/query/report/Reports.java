package studio.dictation.query.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;

/** {@code user:{email}.video_error_reports}: what a learner reported, newest first. */
final class Reports {
    static final Codec<List<ReportView>> CODEC = Json.listOf(ReportView.class);

    private Reports() {}

    /** The reports with one more, at its place in time: of two that were sent at once, either may come first. */
    static List<ReportView> with(@Nullable List<ReportView> reports, ReportView report) {
        var longer = new ArrayList<>(Objects.requireNonNullElse(reports, List.<ReportView>of()));
        int place = 0;
        while (place < longer.size() && longer.get(place).timestamp() > report.timestamp()) {
            place++;
        }
        longer.add(place, report);
        return longer;
    }

    /** The reports with one of them changed. */
    static List<ReportView> changed(@Nullable List<ReportView> reports, String id, UnaryOperator<ReportView> change) {
        return Objects.requireNonNullElse(reports, List.<ReportView>of()).stream()
                .map(report -> report.id().equals(id) ? change.apply(report) : report)
                .toList();
    }
}
