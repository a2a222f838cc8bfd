package studio.dictation.app.web.audit;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.kernel.Email;
import studio.dictation.query.audit.FindOwner;
import studio.dictation.query.audit.OwnerView;

/** Finds whose history is asked for, and keeps a record of who asks. */
@Component
public class AuditedAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(AuditedAccounts.class);

    private final Queries queries;

    AuditedAccounts(Queries queries) {
        this.queries = queries;
    }

    /** The account of an address; that it is looked at, and by whom, stands in the log. */
    public UUID lookedAt(String email, Caller caller, String what) {
        var owner = Email.of(email)
                .flatMap(known -> queries.find(new FindOwner(known.value()), OwnerView.class))
                .orElseThrow(() -> RequestRefused.notFound("User not found"))
                .accountId();
        LOG.info("Administrator {} looks at the billing {} of account {}", caller.accountId(), what, owner);
        return owner;
    }
}
