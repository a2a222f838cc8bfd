package studio.dictation.app.web.ledger;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.ledger.Ledger;
import studio.dictation.app.ledger.Verification;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.audit.AuditedAccounts;

/** Verifies the ledger, and shows the key that does so elsewhere. */
@RestController
@RequestMapping("/admin/billing")
class LedgerController {
    private final Ledger ledger;
    private final AuditedAccounts accounts;

    LedgerController(Ledger ledger, AuditedAccounts accounts) {
        this.ledger = ledger;
        this.accounts = accounts;
    }

    @AdminOnly
    @GetMapping("/verify")
    Verification verify() {
        return ledger.verify();
    }

    @AdminOnly
    @GetMapping("/{email}/verify")
    Verification verify(@PathVariable String email, Caller caller) {
        return ledger.verify(accounts.lookedAt(email, caller, "verification"));
    }

    @AdminOnly
    @GetMapping("/ledger-key")
    Ledger.Keys key() {
        return ledger.keys();
    }
}
