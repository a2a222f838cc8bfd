package studio.dictation.app.security;

import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;
import studio.dictation.app.settings.AdminCredentials;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.command.identity.AdminExists;
import studio.dictation.command.identity.EmailTaken;
import studio.dictation.command.identity.GrantRole;
import studio.dictation.command.identity.RegisterAccount;
import studio.dictation.command.identity.Role;
import studio.dictation.command.kernel.Email;
import studio.dictation.command.kernel.Rejection;

/**
 * Creates the first administrator when there is none. Several nodes may do so at once: one account comes of it. If the
 * address has an account already, that becomes an administrator and keeps its password.
 */
@Component
class AdminBootstrap {
    private static final Logger LOG = LoggerFactory.getLogger(AdminBootstrap.class);
    private static final String USERNAME = "Administrator";

    // Right after the start a store may still be coming up or a projection healing.
    private static final RetryPolicy PATIENT = RetryPolicy.builder()
            .delay(Duration.ofSeconds(1))
            .multiplier(2)
            .maxDelay(Duration.ofSeconds(30))
            .maxRetries(20)
            .excludes(Rejection.class)
            .build();

    private final ObjectProvider<AdminCredentials> credentials;
    private final AdminPresence presence;
    private final Commands commands;
    private final Queries queries;
    private final PasswordHasher passwords;

    AdminBootstrap(
            ObjectProvider<AdminCredentials> credentials,
            AdminPresence presence,
            Commands commands,
            Queries queries,
            PasswordHasher passwords) {
        this.credentials = credentials;
        this.presence = presence;
        this.commands = commands;
        this.queries = queries;
        this.passwords = passwords;
    }

    /** Before anything says that the service is ready; only if that fails, beside it. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void start() {
        credentials.ifAvailable(admin -> {
            try {
                ensure(admin);
            } catch (Rejection refused) {
                LOG.error("The first administrator could not be created: {}", refused.getMessage());
            } catch (RuntimeException tryAgain) {
                // What it says may quote an event, which holds personal data.
                LOG.warn("The first administrator cannot be created yet ({}); this is tried again for some minutes",
                        NestedExceptionUtils.getMostSpecificCause(tryAgain).getClass().getName());
                Thread.ofVirtual().name("admin-bootstrap").start(() -> persist(admin));
            }
        });
    }

    private void persist(AdminCredentials admin) {
        try {
            new RetryTemplate(PATIENT).execute(() -> {
                ensure(admin);
                return admin.email();
            });
            LOG.info("The first administrator is there now");
        } catch (RetryException givenUp) {
            LOG.error("The first administrator could not be created; restart the service to try again", givenUp);
        }
    }

    /** Sees to it once. */
    void ensure(AdminCredentials admin) {
        if (presence.anyAdmin()) {
            return;
        }
        try {
            commands.send(new RegisterAccount(UUID.randomUUID(), new Email(admin.email()), USERNAME, "",
                    passwords.verifierOf(admin.password().value()), Role.ADMIN));
            LOG.debug("Created the first administrator");
        } catch (Rejection refused) {
            switch (refused.code()) {
                case AdminExists.CODE -> LOG.debug("Another node created the first administrator");
                case EmailTaken.CODE -> promote(admin);
                default -> throw refused;
            }
        }
    }

    private void promote(AdminCredentials admin) {
        if (presence.anyAdmin()) {
            return; // the account came from another node just now, as an administrator
        }
        // Not readable yet: thrown, so that it's tried again.
        var account = queries.account(admin.email()).orElseThrow();
        commands.send(new GrantRole(account.accountId(), Role.ADMIN));
        LOG.info("Made the account of ADMIN_EMAIL an administrator");
    }
}
