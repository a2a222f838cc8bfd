package studio.dictation.app.web.audit;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.Streamed;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.query.audit.EntryTypes;
import studio.dictation.query.audit.GetHistory;
import studio.dictation.query.audit.HistoryEntryView;
import studio.dictation.query.audit.HistoryPage;

/** What has happened to a membership and to the money for it. */
@RestController
@RequestMapping("/admin/billing")
class HistoryController {
    private static final int PAGE = 1_000;
    private static final int USUAL = 100;
    private static final String JSON = "json";
    private static final String CSV = "csv";
    private static final String JSONL = "jsonl";
    private static final MediaType LINES = MediaType.parseMediaType("application/jsonl");
    private static final MediaType TABLE = MediaType.parseMediaType("text/csv;charset=UTF-8;header=present");

    private final Queries queries;
    private final AuditedAccounts accounts;
    private final ProvenLines lines;

    HistoryController(Queries queries, AuditedAccounts accounts, ProvenLines lines) {
        this.queries = queries;
        this.accounts = accounts;
        this.lines = lines;
    }

    @AdminOnly
    @GetMapping("/{email}/history")
    @ApiResponse(responseCode = "200", content = {
        @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = History.class)),
    })
    ResponseEntity<Object> history(
            @PathVariable String email,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String format,
            Caller caller) {
        var checks = new Checks();
        var first = GivenInstant.of(from, "from", checks);
        var end = GivenInstant.of(to, "to", checks);
        var types = types(type);
        var wanted = Objects.requireNonNullElse(format, JSON).strip().toLowerCase(Locale.ROOT);
        checks.that(first == null || end == null || !end.isBefore(first), "to", "must not be before from")
                .that(types.stream().allMatch(EntryTypes::isKnown), "type",
                        "must be membership, payment, checkout, code, or names of events like membership.PlanGranted")
                .that(Set.of(JSON, CSV, JSONL).contains(wanted), "format", "must be json, csv or jsonl")
                .that(types.isEmpty() || !wanted.equals(JSONL), "type", "is for json and csv; lines prove that none is left out")
                .that(limit == null || (limit >= 1 && limit <= PAGE), "limit", "must be a whole number from 1 to 1,000")
                .that(limit == null || !isWhole(wanted), "limit", "is for json; others have all of the range")
                .that(cursor == null || !isWhole(wanted), "cursor", "is for json; others have all of the range")
                .orRefuse();
        var owner = accounts.lookedAt(email, caller, "history");
        if (wanted.equals(JSONL)) {
            return file("billing-history.jsonl", LINES, body -> lines.write(owner, first, end, body));
        }
        int most = wanted.equals(CSV) ? PAGE : Objects.requireNonNullElse(limit, USUAL);
        var question = new GetHistory(owner, first, end, types, cursor, null, null, most);
        var page = find(question).orElseThrow(HistoryController::unknownCursor);
        return wanted.equals(CSV)
                ? file("billing-history.csv", TABLE, new HistoryCsv(page, before -> find(question.behind(before)).orElseThrow()))
                : ResponseEntity.ok(new History(page.entries(), page.next()));
    }

    private Optional<HistoryPage> find(GetHistory question) {
        return queries.find(question, HistoryPage.class);
    }

    private static boolean isWhole(String format) {
        return format.equals(CSV) || format.equals(JSONL);
    }

    private static ResponseEntity<Object> file(String name, MediaType type, Streamed content) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name).build().toString())
                .body(content);
    }

    private static Set<String> types(@Nullable String given) {
        return Arrays.stream(Objects.requireNonNullElse(given, "").split(",", -1))
                .map(String::strip)
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static InvalidInput unknownCursor() {
        return new InvalidInput(List.of(new FieldError("cursor", "is none that was given out")));
    }

    /**
     * A part of a history.
     *
     * @param entries    the oldest first
     * @param nextCursor where the next part begins; null when there is none
     */
    record History(List<HistoryEntryView> entries, @Nullable String nextCursor) {}
}
