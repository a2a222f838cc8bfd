package studio.dictation.app.web.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.web.Queries;
import studio.dictation.command.kernel.Checks;

/** A8 and U7 of the contract: one list under two addresses. */
@RestController
class AccountsController {
    private static final int MOST = 1_000;

    private final Queries queries;

    AccountsController(Queries queries) {
        this.queries = queries;
    }

    @AdminOnly
    @GetMapping("/auth/users")
    AccountList users(
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor) {
        return list(limit, cursor);
    }

    @AdminOnly
    @GetMapping("/user/all")
    AccountList all(
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor) {
        return list(limit, cursor);
    }

    private AccountList list(@Nullable Integer limit, @Nullable String cursor) {
        new Checks()
                .that(limit == null || (limit >= 1 && limit <= MOST), "limit", "must be a whole number from 1 to 1,000")
                .orRefuse();
        return AccountList.begin(queries, limit, cursor);
    }
}
