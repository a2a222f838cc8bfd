package studio.dictation.command.identity;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;
import studio.dictation.events.identity.AccountRegistered;
import studio.dictation.events.identity.DictationConfigChanged;
import studio.dictation.events.identity.EmailVerified;
import studio.dictation.events.identity.LanguageChosen;
import studio.dictation.events.identity.PasswordChanged;
import studio.dictation.events.identity.PasswordRemoved;
import studio.dictation.events.identity.PasswordVerifier;
import studio.dictation.events.identity.ProfileChanged;
import studio.dictation.events.identity.RoleGranted;
import studio.dictation.events.identity.SessionsEnded;
import studio.dictation.rules.DictationConfig;
import studio.dictation.rules.InterfaceLanguage;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/**
 * Protects: one account per e-mail address; what it is called, what it may do, and what proves it; that somebody is
 * administrator.
 */
@AggregateRoot(type = Account.TYPE)
@Revision("1")
public class Account {
    static final String TYPE = "account";

    @AggregateIdentifier
    private @Nullable String id;
    private String username = "";
    private String avatar = "";
    private String role = "";
    private String language = InterfaceLanguage.DEFAULT;
    private Map<String, @Nullable Object> dictationConfig = DictationConfig.DEFAULT;
    private @Nullable String password; // not the verifier itself: a snapshot may show it
    private boolean emailVerified;
    private int generation;

    Account() {}

    static String streamId(UUID accountId) {
        return TYPE + ":" + accountId;
    }

    private static @Nullable String fingerprint(@Nullable PasswordVerifier verifier) {
        return verifier == null ? null : verifier.fingerprint();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(RegisterAccount command, EmailClaims emails, Admins admins, Clock clock) {
        if (id != null) {
            return; // the same command again
        }
        if (!emails.claim(command.email(), command.accountId())) {
            throw new EmailTaken();
        }
        if (command.role() == Role.ADMIN && !admins.claimFirst(command.accountId())) {
            throw new AdminExists();
        }
        apply(new AccountRegistered(command.accountId(), command.email().value(), command.username(),
                command.avatar(), command.password(), command.role().text(), InterfaceLanguage.DEFAULT, clock.instant()));
    }

    @CommandHandler
    void decide(ChangeProfile command, Clock clock) {
        if (!command.username().equals(username) || !command.avatar().equals(avatar)) {
            apply(new ProfileChanged(command.accountId(), command.username(), command.avatar(), clock.instant()));
        }
    }

    @CommandHandler
    void decide(ChangeConfig command, Clock clock) {
        var now = clock.instant();
        var newUsername = Objects.requireNonNullElse(command.username(), username);
        var newAvatar = Objects.requireNonNullElse(command.avatar(), avatar);
        var newLanguage = Objects.requireNonNullElse(command.language(), language);
        var newConfig = DictationConfig.merged(dictationConfig, command.dictationConfig());
        var checks = new Checks();
        ConfigBounds.checkSize(checks, newConfig);
        checks.orRefuse();
        if (!newUsername.equals(username) || !newAvatar.equals(avatar)) {
            apply(new ProfileChanged(command.accountId(), newUsername, newAvatar, now));
        }
        if (!newLanguage.equals(language)) {
            apply(new LanguageChosen(command.accountId(), newLanguage, now));
        }
        if (!newConfig.equals(dictationConfig)) {
            apply(new DictationConfigChanged(command.accountId(), newConfig, now));
        }
    }

    @CommandHandler
    void decide(GrantRole command, Admins admins, Clock clock) {
        if (command.role().text().equals(role)) {
            return;
        }
        switch (command.role()) {
            case ADMIN -> admins.add(command.accountId());
            case USER -> {
                if (!admins.remove(command.accountId())) {
                    throw new LastAdmin();
                }
            }
        }
        apply(new RoleGranted(command.accountId(), command.role().text(), clock.instant()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(RegisterVerifiedAccount command, EmailClaims emails, Clock clock) {
        if (id != null) {
            return; // the same command again
        }
        if (!emails.claim(command.email(), command.accountId())) {
            throw new EmailTaken();
        }
        var now = clock.instant();
        apply(new AccountRegistered(command.accountId(), command.email().value(), command.username(),
                command.avatar(), null, Role.USER.text(), InterfaceLanguage.DEFAULT, now));
        apply(new EmailVerified(command.accountId(), now));
    }

    @CommandHandler
    void decide(VerifyEmail command, Clock clock) {
        if (emailVerified) {
            return;
        }
        var now = clock.instant();
        apply(new EmailVerified(command.accountId(), now));
        if (password != null) {
            apply(new PasswordRemoved(command.accountId(), now));
        }
        apply(new SessionsEnded(command.accountId(), generation + 1, now));
    }

    @CommandHandler
    void decide(UpgradePassword command, Clock clock) {
        if (command.from().fingerprint().equals(password)) {
            apply(new PasswordChanged(command.accountId(), command.to(), clock.instant()));
        }
    }

    @CommandHandler
    void decide(ChangePassword command, Clock clock) {
        if (command.to().fingerprint().equals(password)) {
            return; // the same command again
        }
        if (!Objects.equals(fingerprint(command.from()), password)) {
            throw new PasswordChangedMeanwhile();
        }
        var now = clock.instant();
        apply(new PasswordChanged(command.accountId(), command.to(), now));
        apply(new SessionsEnded(command.accountId(), generation + 1, now));
    }

    @CommandHandler
    void decide(EndSessions command, Clock clock) {
        apply(new SessionsEnded(command.accountId(), generation + 1, clock.instant()));
    }

    @EventSourcingHandler
    void on(AccountRegistered event) {
        id = streamId(event.accountId());
        username = event.username();
        avatar = event.avatar();
        role = event.role();
        language = event.language();
        password = fingerprint(event.password());
    }

    @EventSourcingHandler
    void on(LanguageChosen event) {
        language = event.language();
    }

    @EventSourcingHandler
    void on(DictationConfigChanged event) {
        dictationConfig = event.dictationConfig();
    }

    @EventSourcingHandler
    void on(ProfileChanged event) {
        username = event.username();
        avatar = event.avatar();
    }

    @EventSourcingHandler
    void on(RoleGranted event) {
        role = event.role();
    }

    @EventSourcingHandler
    void on(PasswordChanged event) {
        password = fingerprint(event.verifier());
    }

    @EventSourcingHandler
    @SuppressWarnings("UnusedVariable") // the event says it all
    void on(PasswordRemoved event) {
        password = null;
    }

    @EventSourcingHandler
    @SuppressWarnings("UnusedVariable") // the event says it all
    void on(EmailVerified event) {
        emailVerified = true;
    }

    @EventSourcingHandler
    void on(SessionsEnded event) {
        generation = event.generation();
    }
}
