package studio.dictation.query.identity;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import studio.dictation.query.membership.PlanView;
import studio.dictation.query.progress.ProgressView;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.query.redis.Documents.and;
import static studio.dictation.query.redis.Documents.none;
import static studio.dictation.query.redis.Documents.of;

class AccountListQueriesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Document STORED =
            and(of(Field.ACCOUNT_ID, new UUID(0, 1).toString()), Field.EMAIL, "ann@example.org");
    private static final Map<String, ProgressView> DICTATIONS =
            Map.of("c:v", new ProgressView(Map.of("0", "hello"), BigInteger.ONE, BigInteger.TEN));

    @Nested
    class AnAccountOnTheList {
        @Test
        void hasItsDictationsAndWhatIsStoredBeside() {
            var stored = and(and(and(STORED, Field.QUOTA, "{\"videos\":[\"c:v\"]}"), Field.DURATION_DATA, "{\"duration\":90}"),
                    Field.PLAN_UPDATE_HISTORY, "[{\"time\":1}]");
            assertThat(AccountListQueries.account(stored, DICTATIONS, NOW)).hasValueSatisfying(listed -> {
                assertThat(listed.account()).isEqualTo(AccountQueries.account(STORED, NOW));
                assertThat(listed.dictationProgress()).isEqualTo(DICTATIONS);
                assertThat(listed.quota()).isEqualTo(Map.of("videos", List.of("c:v")));
                assertThat(listed.durationData()).isEqualTo(Map.of("duration", 90));
                assertThat(listed.planUpdateHistory()).isEqualTo(List.of(Map.of("time", 1)));
            });
        }

        @Test
        void lacksOnlyWhatCannotBeRead() {
            var stored = and(and(STORED, Field.QUOTA, "{"), Field.DURATION_DATA, "[]");
            assertThat(AccountListQueries.account(stored, DICTATIONS, NOW)).hasValueSatisfying(listed -> {
                assertThat(listed.account().plan()).isEqualTo(PlanView.FREE);
                assertThat(listed.quota()).isNull();
                assertThat(listed.durationData()).isNull();
            });
        }

        @Test
        void isLeftOutIfItIsNone() {
            assertThat(AccountListQueries.account(none(), DICTATIONS, NOW)).isEmpty();
            assertThat(AccountListQueries.account(and(STORED, Field.PLAN, "{"), DICTATIONS, NOW)).isEmpty();
        }
    }
}
