package studio.dictation.app.web.ledger;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.ledger.Ledger;
import studio.dictation.app.ledger.Verification;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;

/** Verifies the ledger, and shows the key that does so elsewhere. */
@RestController
@RequestMapping("/admin/billing")
class LedgerController {
    private final Ledger ledger;
    private final Queries queries;

    LedgerController(Ledger ledger, Queries queries) {
        this.ledger = ledger;
        this.queries = queries;
    }

    @AdminOnly
    @GetMapping("/verify")
    Verification verify() {
        return ledger.verify();
    }

    @AdminOnly
    @GetMapping("/{email}/verify")
    Verification verify(@PathVariable String email) {
        var account = queries.account(email).orElseThrow(() -> RequestRefused.notFound("User not found"));
        return ledger.verify(account.accountId());
    }

    @AdminOnly
    @GetMapping("/ledger-key")
    Ledger.Keys key() {
        return ledger.keys();
    }
}
