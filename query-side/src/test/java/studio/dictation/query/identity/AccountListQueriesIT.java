package studio.dictation.query.identity;

import io.lettuce.core.api.sync.RedisCommands;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.Node;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.redis.Reads;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages of accounts, read from a real Redis. */
class AccountListQueriesIT {
    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final Node node = Node.started("a", redis, store.dataSource());
    private final RedisCommands<String, byte[]> stored = redis.in(Projections.LEARNERS.database());
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final AccountListQueries accounts = new AccountListQueries(
            counted(node.engine().reads(Projections.LEARNERS.name())), Clock.systemUTC());
    private int registered;

    @BeforeEach
    void waitUntilReadsAreAnswered() {
        node.awaitCaughtUp();
    }

    @AfterEach
    void close() {
        node.close();
        store.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "100, 100", "101, 100", "1500, 100"})
    void takeTwoRoundTripsHoweverManyAccountsThereAre(int all, int onThePage) {
        for (int i = 0; i < all; i++) {
            register(i % 5);
        }

        var page = page(null, 100);

        assertThat(roundTrips).hasValueLessThanOrEqualTo(2);
        assertThat(page.accounts()).hasSize(onThePage);
        assertThat(page.accounts()).extracting(account -> account.dictationProgress().size())
                .isEqualTo(page.accounts().stream().map(account -> number(account) % 5).toList());
    }

    @Test
    void standInTheOrderOfTheIndexBehindTheOneBefore() {
        for (int i = 0; i < 5; i++) {
            register(1);
        }

        var first = page(null, 2);
        var second = page(first.next(), 2);
        var last = page(second.next(), 2);

        assertThat(first.accounts()).extracting(AccountListQueriesIT::number).containsExactly(0, 1);
        assertThat(second.accounts()).extracting(AccountListQueriesIT::number).containsExactly(2, 3);
        assertThat(last.accounts()).extracting(AccountListQueriesIT::number).containsExactly(4);
        assertThat(last.next()).isNull();
        assertThat(page(email(4), 2).accounts()).isEmpty();
    }

    @Test
    void beginBehindNobodyElse() {
        register(0);

        assertThat(accounts.handle(new FindAccounts("nobody@example.org", 10))).isNull();
        assertThat(accounts.handle(new FindAccounts("", 10))).isNull();
    }

    @Test
    void holdAllWhileTheirDictationsAreFew() {
        register(500);
        register(500);

        var page = page(null, 100);

        assertThat(page.accounts()).hasSize(2);
        assertThat(page.next()).isNull();
    }

    @Test
    void endBeforeTheAccountWithWhichTheyBecomeTooMany() {
        register(500);
        register(500);
        register(1);

        var page = page(null, 100);

        assertThat(page.accounts()).hasSize(2);
        assertThat(page.next()).isEqualTo(email(1));
        assertThat(page(page.next(), 100).accounts()).extracting(AccountListQueriesIT::number).containsExactly(2);
    }

    @Test
    void holdOneAccountHoweverManyItHas() {
        register(5_000);
        register(0);

        var page = page(null, 100);

        assertThat(page.accounts()).singleElement().satisfies(account -> assertThat(account.dictationProgress()).hasSize(5_000));
        assertThat(page.next()).isEqualTo(email(0));
    }

    @Test
    void skipWhatIsNoAccountAndGoOnBehindIt() {
        register(1);
        stored.zadd("idx:users", 1, bytes(email(1)));
        registered++;
        register(1);

        var page = page(null, 2);

        assertThat(page.accounts()).extracting(AccountListQueriesIT::number).containsExactly(0);
        assertThat(page(page.next(), 2).accounts()).extracting(AccountListQueriesIT::number).containsExactly(2);
    }

    private AccountsView page(@Nullable String after, int most) {
        return Objects.requireNonNull(accounts.handle(new FindAccounts(after, most)));
    }

    /** Writes an account with that many dictations. */
    private void register(int dictations) {
        int number = registered++;
        var email = email(number);
        stored.zadd("idx:users", number, bytes(email));
        stored.hset("user:" + email, Map.of(
                "account_id", bytes(new UUID(0, number).toString()), "email", bytes(email), "username", bytes("Ann")));
        for (int i = 0; i < dictations; i++) {
            stored.zadd("idx:progress:" + email, i, bytes("c:v" + i));
            stored.hset(email + ":c:v" + i, Map.of(
                    "userInput", bytes("{\"0\":\"héllo\"}"), "currentTime", bytes("1"), "overallCompletion", bytes("2.5")));
        }
    }

    private static String email(int number) {
        return "user-%d@example.org".formatted(number);
    }

    private static int number(ListedAccountView listed) {
        assertThat(listed.account().email()).isEqualTo(email((int) listed.account().accountId().getLeastSignificantBits()));
        return (int) listed.account().accountId().getLeastSignificantBits();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same reads, each of which is one round trip. */
    private Reads counted(Reads reads) {
        return (Reads) Proxy.newProxyInstance(Reads.class.getClassLoader(), new Class<?>[] {Reads.class}, (proxy, read, arguments) -> {
            roundTrips.incrementAndGet();
            try {
                return read.invoke(reads, arguments);
            } catch (InvocationTargetException failed) {
                throw Objects.requireNonNull(failed.getCause());
            }
        });
    }
}
