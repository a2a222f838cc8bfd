package studio.dictation.app.web.code;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Caller;
import studio.dictation.app.throttle.Kind;
import studio.dictation.app.throttle.Throttled;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.EachAccount;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.ReasonCode;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.app.web.membership.Days;
import studio.dictation.command.code.IssueCode;
import studio.dictation.command.code.RedeemCode;
import studio.dictation.command.kernel.Checks;
import studio.dictation.query.code.CodeView;
import studio.dictation.query.code.FindCodes;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.membership.PlanView;
import studio.dictation.rules.CodeText;

/** P5 to P9 of the contract. */
@RestController
@RequestMapping("/payment")
class CodeController {
    private static final int RANDOM_BYTES = 8;

    private final Commands commands;
    private final Queries queries;
    private final EachAccount accounts;
    private final SecureRandom random = new SecureRandom();

    CodeController(Commands commands, Queries queries, EachAccount accounts) {
        this.commands = commands;
        this.queries = queries;
        this.accounts = accounts;
    }

    @AdminOnly
    @PostMapping("/generate-code")
    Issued issue(@RequestBody Named body) {
        return issued(IssueCode.named(drawn(), body.name()));
    }

    @AdminOnly
    @PostMapping("/generate-custom-code")
    Issued issueCustom(@RequestBody Custom body) {
        return issued(IssueCode.custom(drawn(), body.wholeDays()));
    }

    @AdminOnly
    @GetMapping("/verification-codes")
    Codes codes() {
        var codes = queries.list(new FindCodes(), CodeView.class);
        return new Codes(codes, codes.size());
    }

    @Throttled(Kind.CODES)
    @PostMapping("/verify-code")
    Applied redeem(@RequestBody Redeemed body, Caller caller) {
        var plan = redeemed(Objects.requireNonNullElse(body.code(), ""), caller.accountId(), caller.email());
        return new Applied("Membership successfully applied", plan);
    }

    @AdminOnly
    @PostMapping("/assign-code")
    Applied assign(@RequestBody Assigned body) {
        var wanted = body.complete();
        ReasonCode.note(body.reason());
        var account = queries.account(wanted.userEmail())
                .orElseThrow(() -> RequestRefused.notFound("User with email %s not found".formatted(wanted.userEmail())));
        var plan = redeemed(wanted.code(), account.accountId(), account.email());
        return new Applied("Membership successfully assigned to " + wanted.userEmail(), plan);
    }

    private Issued issued(IssueCode command) {
        return Issued.of(commands.ask(command, CodeText.class));
    }

    /** The plan that somebody has then; null while reads are out of reach. */
    private @Nullable PlanView redeemed(String code, UUID accountId, String email) {
        commands.sendFollowed(RedeemCode.typed(code, accountId));
        return accounts.afterwards(email).map(AccountView::plan).orElse(null);
    }

    private String drawn() {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The body of P5. */
    record Named(@Schema(implementation = String.class) @Nullable Object duration) {
        String name() {
            return duration instanceof String text ? text : "";
        }
    }

    /** The body of P9; days are a whole number, with or without {@code .0}. */
    record Custom(@Schema(implementation = Integer.class) @Nullable Object days) {
        int wholeDays() {
            // What isn't a number is refused like a number that won't do, so it has to get here.
            return days instanceof Number number && Double.isFinite(number.doubleValue())
                    ? Days.of(new BigDecimal(number.toString())).orElse(0)
                    : 0;
        }
    }

    /** The body of P6. */
    record Redeemed(@Nullable String code) {
        @Override
        public String toString() {
            return "Redeemed";
        }
    }

    /** The body of P8; the reason is a code. */
    record Assigned(@Nullable String code, @Nullable String userEmail, @Nullable String reason) {
        Complete complete() {
            var complete = new Complete(stripped(code), stripped(userEmail));
            new Checks()
                    .that(!complete.code.isEmpty(), "code", "is required")
                    .that(!complete.userEmail.isEmpty(), "userEmail", "is required")
                    .orRefuse("Verification code and user email are required");
            new Checks().text("userEmail", complete.userEmail, 1, 254).orRefuse();
            return complete;
        }

        private static String stripped(@Nullable String given) {
            return given == null ? "" : given.strip();
        }

        @Override
        public String toString() {
            return "Assigned";
        }
    }

    /** Who gets what a code gives. */
    record Complete(String code, String userEmail) {
        @Override
        public String toString() {
            return "Complete";
        }
    }

    /** The answer of P5 and P9; the text of the code twice, as both clients look for it. */
    record Issued(String code, @JsonProperty("full_code") String fullCode, @JsonProperty("expires_in") long expiresIn) {
        static Issued of(CodeText text) {
            return new Issued(text.full(), text.full(), CodeText.LIFE.toSeconds());
        }

        @Override
        public String toString() {
            return "Issued";
        }
    }

    /** The answer of P7. */
    record Codes(List<CodeView> codes, int count) {}

    /** The answer of P6 and P8; the plan is absent while reads are out of reach. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Applied(String message, @Nullable PlanView plan) {}
}
