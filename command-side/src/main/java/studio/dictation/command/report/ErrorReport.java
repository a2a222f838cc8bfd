package studio.dictation.command.report;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.MillisecondTaken;
import studio.dictation.events.report.ErrorReported;
import studio.dictation.events.report.ReportReviewed;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Protects: a report's id is that of no other report, and it is settled since one instant, or not at all. */
@AggregateRoot(type = ErrorReport.TYPE)
@Revision("1")
public class ErrorReport {
    static final String TYPE = "report";

    /** The milliseconds alone tell reports apart: different e-mails can read the same behind them. */
    private static final Pattern ID = Pattern.compile("VER_([0-9]{1,15})_.+");

    // contract U25 has @ and . so; the others could not stand in the path of U28
    private static final Pattern OUT_OF_PLACE = Pattern.compile("[@./%;#?]");

    @AggregateIdentifier
    private @Nullable String id;

    private @Nullable String reportId;
    private @Nullable UUID accountId;
    private String status = ReviewReport.PENDING;
    private @Nullable String adminResponse;
    private @Nullable Instant resolvedAt;

    ErrorReport() {}

    static String streamId(long millis) {
        return TYPE + ":" + millis;
    }

    static String reportId(Instant at, String email) {
        return "VER_%d_%s".formatted(at.toEpochMilli(), OUT_OF_PLACE.matcher(email).replaceAll("_"));
    }

    static Optional<Long> millis(String reportId) {
        return Optional.of(ID.matcher(reportId)).filter(id -> id.matches()).map(id -> Long.valueOf(id.group(1)));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(ReportError command) {
        if (id != null) {
            throw new MillisecondTaken();
        }
        apply(new ErrorReported(command.accountId(), command.reportId(), command.email(), command.username(),
                command.video().channelId(), command.channelName(), command.video().videoId(), command.videoTitle(),
                command.errorType(), command.description(), command.at()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(ReviewReport command, Clock clock) {
        var reporter = accountId;
        if (reporter == null || !command.reportId().equals(reportId)) {
            throw new ReportUnknown();
        }
        var response = command.adminResponse() == null ? adminResponse : command.adminResponse();
        boolean settledSo = command.status().equals(status);
        if (settledSo && Objects.equals(response, adminResponse)) {
            return;
        }
        var now = clock.instant();
        var since = command.status().equals(ReviewReport.PENDING) ? null : settledSo ? resolvedAt : now;
        apply(new ReportReviewed(reporter, command.reportId(), command.status(), response, since, now));
    }

    @EventSourcingHandler
    void on(ErrorReported event) {
        id = streamId(event.occurredAt().toEpochMilli());
        reportId = event.reportId();
        accountId = event.accountId();
    }

    @EventSourcingHandler
    void on(ReportReviewed event) {
        status = event.status();
        adminResponse = event.adminResponse();
        resolvedAt = event.resolvedAt();
    }
}
