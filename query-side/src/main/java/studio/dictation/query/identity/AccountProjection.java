package studio.dictation.query.identity;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.eventhandling.EventHandler;
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
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.PlanExpired;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.SubscriptionChanged;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Days;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.HashChanges;
import studio.dictation.query.redis.Key;
import studio.dictation.rules.DictationConfig;

/** Owns {@code user:{email}} but for plan, quota and study time; {@code idx:users}, {@code idx:accounts}, {@code idx:registered:{day}}. */
public final class AccountProjection {
    private static final byte[] DEFAULT_CONFIG = AccountQueries.CONFIG.write(DictationConfig.DEFAULT);
    private final Changes changes;

    public AccountProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(AccountRegistered event) {
        var registeredAt = event.occurredAt().toEpochMilli();
        changes.name(event.accountId(), event.email());
        var account = changed(event.accountId(), event.occurredAt())
                .set(Field.ACCOUNT_ID, event.accountId().toString())
                .set(Field.USERNAME, event.username())
                .set(Field.EMAIL, event.email())
                .set(Field.AVATAR, event.avatar())
                .set(Field.ROLE, event.role())
                .set(Field.LANGUAGE, event.language())
                .set(Field.DICTATION_CONFIG, DEFAULT_CONFIG)
                .set(Field.CREATED_AT, Long.toString(registeredAt));
        var password = event.password();
        if (password != null) {
            set(account, password);
        }
        changes.rank(Key.USERS, event.email(), (double) registeredAt);
        changes.increment(Key.registeredDay(Days.of(event.occurredAt())), Field.USERS.redisName(), 1);
    }

    @EventHandler
    void on(ProfileChanged event) {
        changed(event.accountId(), event.occurredAt())
                .set(Field.USERNAME, event.username())
                .set(Field.AVATAR, event.avatar());
    }

    @EventHandler
    void on(LanguageChosen event) {
        changed(event.accountId(), event.occurredAt()).set(Field.LANGUAGE, event.language());
    }

    @EventHandler
    void on(DictationConfigChanged event) {
        changed(event.accountId(), event.occurredAt())
                .set(Field.DICTATION_CONFIG, AccountQueries.CONFIG.write(event.dictationConfig()));
    }

    @EventHandler
    void on(RoleGranted event) {
        changed(event.accountId(), event.occurredAt()).set(Field.ROLE, event.role());
    }

    @EventHandler
    void on(PlanGranted event) {
        changed(event.accountId(), event.occurredAt());
    }

    @EventHandler
    void on(PlanSet event) {
        changed(event.accountId(), event.occurredAt());
    }

    @EventHandler
    void on(GrantAmended event) {
        changed(event.accountId(), event.occurredAt());
    }

    @EventHandler
    void on(SubscriptionChanged event) {
        changed(event.accountId(), event.occurredAt());
    }

    @EventHandler
    void on(PlanExpired event) {
        changed(event.accountId(), event.occurredAt());
    }

    @EventHandler
    void on(PasswordChanged event) {
        set(changes.hash(Key.user(event.accountId())), event.verifier());
    }

    @EventHandler
    void on(PasswordRemoved event) {
        changes.hash(Key.user(event.accountId())).clear(Field.PASSWORD).clear(Field.PASSWORD_ITERATIONS);
    }

    @EventHandler
    void on(EmailVerified event) {
        changes.hash(Key.user(event.accountId())).set(Field.EMAIL_VERIFIED, AccountQueries.VERIFIED);
    }

    @EventHandler
    void on(SessionsEnded event) {
        changes.hash(Key.user(event.accountId())).set(Field.TOKEN_GENERATION, Integer.toString(event.generation()));
    }

    private static void set(HashChanges account, PasswordVerifier password) {
        account.set(Field.PASSWORD, password.bytes())
                .set(Field.PASSWORD_ITERATIONS, Integer.toString(password.iterations()));
    }

    private HashChanges changed(UUID account, Instant at) {
        return changes.hash(Key.user(account)).set(Field.UPDATED_AT, Long.toString(at.toEpochMilli()));
    }
}
