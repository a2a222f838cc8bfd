package studio.dictation.app.billing;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import studio.dictation.command.billing.Buyer;
import studio.dictation.command.kernel.Email;

/** Whom a payment is for. Nobody is made up: an account has to exist. */
@Component
class Accounts {
    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The account that was noted, else that of the address that was. */
    Optional<UUID> of(Buyer buyer) {
        if (buyer.accountId() != null) {
            return jdbc.sql("SELECT account_id FROM account_email WHERE account_id = ? LIMIT 1")
                    .param(buyer.accountId())
                    .query(UUID.class)
                    .optional();
        }
        return buyer.email() == null ? Optional.empty() : jdbc.sql("SELECT account_id FROM account_email WHERE email = ?")
                .param(Email.normalized(buyer.email()))
                .query(UUID.class)
                .optional();
    }
}
