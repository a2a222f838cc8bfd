package studio.dictation.query.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.identity.PasswordVerifier;
import studio.dictation.query.membership.PlanDocument;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Json;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;
import studio.dictation.query.vocabulary.VocabularyQueries;
import studio.dictation.rules.DictationConfig;
import studio.dictation.rules.InterfaceLanguage;

/** Answers who somebody is. */
public final class AccountQueries {
    /** The guide's rounds, for verifiers that don't name theirs. */
    static final String DEFAULT_ITERATIONS = "100000";

    static final Codec<Map<String, Object>> CONFIG = Json.mapOf(Object.class);

    /** What {@link #account} reads. */
    static final Field[] FIELDS = {
        Field.ACCOUNT_ID,
        Field.EMAIL,
        Field.USERNAME,
        Field.AVATAR,
        Field.LANGUAGE,
        Field.ROLE,
        Field.PLAN,
        Field.DICTATION_CONFIG,
        Field.MISSED_WORDS,
        Field.CREATED_AT,
        Field.UPDATED_AT,
        Field.TOKEN_GENERATION
    };

    /** Says that an address was proven. */
    static final String VERIFIED = "true";

    private static final String FIRST_GENERATION = "0";
    private static final String DEFAULT_ROLE = "User";

    private final Reads learners;
    private final Clock clock;

    /**
     * @param learners database 0
     * @param clock    says whether a plan is over
     */
    public AccountQueries(Reads learners, Clock clock) {
        this.learners = learners;
        this.clock = clock;
    }

    @QueryHandler
    @Nullable AccountView handle(GetAccount query) {
        return account(learners.hash(Key.user(query.email()), FIELDS), clock.instant());
    }

    @QueryHandler
    @Nullable Credentials handle(GetCredentials query) {
        return credentials(learners.hash(
                Key.user(query.email()),
                Field.ACCOUNT_ID,
                Field.ROLE,
                Field.PASSWORD,
                Field.PASSWORD_ITERATIONS,
                Field.EMAIL_VERIFIED,
                Field.TOKEN_GENERATION));
    }

    static @Nullable AccountView account(Document stored, Instant now) {
        var accountId = stored.text(Field.ACCOUNT_ID);
        if (accountId == null) {
            return null;
        }
        var createdAt = stored.text(Field.CREATED_AT, "0");
        var config = stored.value(Field.DICTATION_CONFIG, CONFIG);
        return new AccountView(
                UUID.fromString(accountId),
                stored.text(Field.EMAIL, ""),
                stored.text(Field.USERNAME, ""),
                stored.text(Field.AVATAR, ""),
                stored.text(Field.LANGUAGE, InterfaceLanguage.DEFAULT),
                stored.text(Field.ROLE, DEFAULT_ROLE),
                PlanDocument.viewAt(now, stored.value(Field.PLAN, PlanDocument.CODEC)),
                config == null ? DictationConfig.DEFAULT : config,
                VocabularyQueries.structured(stored),
                Long.parseLong(createdAt),
                Long.parseLong(stored.text(Field.UPDATED_AT, createdAt)),
                generation(stored));
    }

    static @Nullable Credentials credentials(Document stored) {
        var accountId = stored.text(Field.ACCOUNT_ID);
        if (accountId == null) {
            return null;
        }
        var saltAndKey = stored.bytes(Field.PASSWORD);
        return new Credentials(
                UUID.fromString(accountId),
                stored.text(Field.ROLE, DEFAULT_ROLE),
                saltAndKey == null
                        ? null
                        : PasswordVerifier.of(
                                saltAndKey,
                                Integer.parseInt(stored.text(Field.PASSWORD_ITERATIONS, DEFAULT_ITERATIONS))),
                VERIFIED.equals(stored.text(Field.EMAIL_VERIFIED)),
                generation(stored));
    }

    private static int generation(Document stored) {
        return Integer.parseInt(stored.text(Field.TOKEN_GENERATION, FIRST_GENERATION));
    }
}
