package studio.dictation.query.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.query.progress.Dictations;
import studio.dictation.query.progress.ProgressQueries;
import studio.dictation.query.progress.ProgressView;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Json;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/**
 * Answers which accounts there are, by their index. A page takes two round trips, however many accounts are on it. What of a
 * record can't be read is left out and logged, so that one of them never hides the others.
 */
public final class AccountListQueries {
    private static final Logger LOG = LoggerFactory.getLogger(AccountListQueries.class);
    private static final Codec<Map<String, Object>> OBJECT = Json.mapOf(Object.class);
    private static final Codec<List<Object>> LIST = Json.listOf(Object.class);

    private static final Reads.Listing ACCOUNTS = new Reads.Listing(
            Key.USERS,
            Key.user(""),
            Key.progressIndex(""),
            Stream.concat(
                            Stream.of(AccountQueries.FIELDS),
                            Stream.of(Field.QUOTA, Field.DURATION_DATA, Field.PLAN_UPDATE_HISTORY))
                    .toList());

    /** Dictations on a page, unless a single account has more: they are what makes a page large. */
    private static final int MOST_DICTATIONS = 1_000;

    private final Reads learners;
    private final Clock clock;

    /**
     * @param learners database 0
     * @param clock    says whether a plan is over
     */
    public AccountListQueries(Reads learners, Clock clock) {
        this.learners = learners;
        this.clock = clock;
    }

    @QueryHandler
    @Nullable AccountsView handle(FindAccounts query) {
        var page = learners.page(ACCOUNTS, query.after(), query.most(), MOST_DICTATIONS);
        if (page == null) {
            return null;
        }
        var dictations = dictations(page.entries()).iterator();
        var now = clock.instant();
        List<ListedAccountView> accounts = new ArrayList<>();
        for (var entry : page.entries()) {
            Map<String, ProgressView> progress = new LinkedHashMap<>();
            for (var video : videos(entry)) {
                var dictation = dictations.next();
                if (dictation.exists()) {
                    readable(id(entry.hash()) + " " + video, () -> ProgressQueries.progress(dictation))
                            .ifPresent(view -> progress.put(video, view));
                }
            }
            account(entry.hash(), progress, now).ifPresent(accounts::add);
        }
        return new AccountsView(accounts, page.isLast() ? null : page.entries().getLast().member());
    }

    /** What else the index of dictations might hold leads to none. */
    private static List<String> videos(Reads.Entry account) {
        return account.ranked().stream().filter(video -> video.indexOf(':') > 0).toList();
    }

    private List<Document> dictations(List<Reads.Entry> accounts) {
        List<Dictations.Of> wanted = new ArrayList<>();
        for (var account : accounts) {
            for (var video : videos(account)) {
                wanted.add(new Dictations.Of(account.member(), video));
            }
        }
        return Dictations.read(learners, wanted, Field.USER_INPUT, Field.CURRENT_TIME, Field.OVERALL_COMPLETION);
    }

    static Optional<ListedAccountView> account(Document stored, Map<String, ProgressView> progress, Instant now) {
        var id = id(stored);
        return readable(id, () -> AccountQueries.account(stored, now)).map(account -> new ListedAccountView(
                account,
                progress,
                readable(id, () -> stored.value(Field.QUOTA, OBJECT)).orElse(null),
                readable(id, () -> stored.value(Field.DURATION_DATA, OBJECT)).orElse(null),
                readable(id, () -> stored.value(Field.PLAN_UPDATE_HISTORY, LIST)).orElse(null)));
    }

    private static String id(Document account) {
        return account.text(Field.ACCOUNT_ID, "without id");
    }

    private static <T> Optional<T> readable(String what, Supplier<@Nullable T> read) {
        try {
            return Optional.ofNullable(read.get());
        } catch (RuntimeException broken) {
            // Its message may quote what is stored, which holds personal data.
            LOG.warn("Left out of a list of accounts, as it can't be read: {} ({})", what, broken.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
