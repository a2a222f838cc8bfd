package studio.dictation.query.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.rules.QuotaCycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.dictation.query.redis.Documents.and;
import static studio.dictation.query.redis.Documents.of;
import static studio.dictation.query.redis.Documents.read;
import static studio.dictation.query.redis.Documents.written;

class QuotaDocumentTest {
    private static final UUID ACCOUNT = new UUID(0, 1);
    private static final Instant FIRST = Instant.parse("2026-01-01T10:15:30.123Z");
    private static final Instant START = FIRST.plus(QuotaCycle.LENGTH);
    private static final Instant END = START.plus(QuotaCycle.LENGTH);
    private static final QuotaDocument ONE = QuotaDocument.NONE.consumed(consumed("c:v1", "c:v1"));
    private static final QuotaDocument FULL = ONE.consumed(consumed("c:v4", "c:v1", "c:v2", "c:v3", "c:v4"));

    private static QuotaConsumed consumed(String video, String... inCycle) {
        return new QuotaConsumed(ACCOUNT, video, List.of(inCycle), QuotaCycle.LIMIT, START, FIRST, START);
    }

    private static PaidVideoOpened opened(String video) {
        return new PaidVideoOpened(ACCOUNT, video, START);
    }

    @Nested
    class Kept {
        @Test
        void isTheCycleThatRunsAndAllThatIsKnown() {
            assertThat(FULL.stateAt(START)).isEqualTo(new QuotaStateView(
                    FIRST.toEpochMilli(), START.toEpochMilli(), List.of("c:v1", "c:v2", "c:v3", "c:v4"), List.of("c:v1", "c:v4")));
        }

        @Test
        void hasNothingCountedInACycleThatNobodyHasBegun() {
            var late = END.plusMillis(1);
            assertThat(FULL.stateAt(late)).isEqualTo(new QuotaStateView(
                    FIRST.toEpochMilli(), END.toEpochMilli(), List.of(), List.of("c:v1", "c:v4")));
            assertThat(QuotaDocument.NONE.stateAt(late)).isEqualTo(new QuotaStateView(
                    late.toEpochMilli(), late.toEpochMilli(), List.of(), List.of()));
        }
    }

    @Nested
    class Stored {
        @Test
        void holdsTheCycleOfTheEvent() {
            assertThat(written(QuotaDocument.CODEC, ONE)).isEqualTo("{\"videos\":[\"c:v1\"],"
                    + "\"cycle_init_time\":\"2026-01-31T10:15:30.123000\",\"cycle_init_time_ms\":1769854530123,"
                    + "\"init_time\":1767262530123,\"history\":[\"c:v1\"]}");
        }

        @Test
        void listsAKnownVideoOnce() {
            assertThat(ONE.consumed(consumed("c:v1", "c:v1")).history()).containsExactly("c:v1");
            assertThat(ONE.opened(opened("c:v1"))).isEqualTo(ONE);
        }

        @Test
        void keepsTheHistoryOverCycles() {
            var later = new QuotaConsumed(ACCOUNT, "c:v9", List.of("c:v9"), QuotaCycle.LIMIT, END, FIRST, END);
            var next = QuotaDocument.CODEC.read(QuotaDocument.CODEC.write(FULL)).consumed(later);
            assertThat(next.videos()).containsExactly("c:v9");
            assertThat(next.history()).containsExactly("c:v1", "c:v4", "c:v9");
            assertThat(next).isEqualTo(FULL.consumed(later));
        }

        @Test
        void countsNothingForAVideoOpenedWhilePaid() {
            var kept = ONE.opened(opened("c:v2"));
            assertThat(kept.videos()).containsExactly("c:v1");
            assertThat(kept.history()).containsExactly("c:v1", "c:v2");
        }

        @Test
        void hasNoCycleWhereNoneEverBegan() {
            assertThat(written(QuotaDocument.CODEC, QuotaDocument.NONE.opened(opened("c:v2"))))
                    .isEqualTo("{\"videos\":[],\"cycle_init_time\":null,\"cycle_init_time_ms\":null,"
                            + "\"init_time\":null,\"history\":[\"c:v2\"]}");
        }

        @Test
        void refusesWhatItIsNot() {
            assertThatThrownBy(() -> read(QuotaDocument.CODEC, "[{\"error\":\"User not found\"},404]"))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Nested
    class Seen {
        @Test
        void beginsACycleNowForWhoeverHasNone() {
            assertThat(QuotaDocument.NONE.viewAt(START, "c:v1")).isEqualTo(new QuotaView(
                    0, 4, true, true, "2026-01-31", "2026-03-02", START.toEpochMilli(), END.toEpochMilli()));
        }

        @Test
        void aNewVideoMayBeOpenedWhileThereIsRoom() {
            assertThat(ONE.viewAt(START, "c:v2")).isEqualTo(new QuotaView(
                    1, 4, true, true, "2026-01-31", "2026-03-02", START.toEpochMilli(), END.toEpochMilli()));
        }

        @Test
        void aNewVideoMayNotBeOpenedInAFullCycle() {
            var view = FULL.viewAt(END, "c:v5");
            assertThat(view.used()).isEqualTo(4);
            assertThat(view.canProceed()).isFalse();
            assertThat(view.notifyQuota()).isTrue();
        }

        @Test
        void aKnownVideoMayAlwaysBeOpened() {
            var view = FULL.viewAt(END, "c:v1");
            assertThat(view.canProceed()).isTrue();
            assertThat(view.notifyQuota()).isFalse();
        }

        @Test
        void isEmptyAgainJustAfterTheThirtyDays() {
            var view = FULL.viewAt(END.plusMillis(1), "c:v5");
            assertThat(view.used()).isZero();
            assertThat(view.canProceed()).isTrue();
            assertThat(view.startTime()).isEqualTo(END.toEpochMilli());
        }

        @Test
        void staysAnchoredToTheFirstCycle() {
            assertThat(FULL.viewAt(START.plus(Duration.ofDays(65)), "c:v5").startTime())
                    .isEqualTo(START.plus(Duration.ofDays(60)).toEpochMilli());
        }
    }

    @Nested
    class WithAPlan {
        private static final Instant EXPIRES = START.plusSeconds(60);

        private static QuotaView at(Instant now, Field where, @Nullable QuotaDocument quota) {
            var plan = "{\"name\":\"Pro\",\"isRecurring\":false,\"status\":\"active\",\"expireTimeMs\":"
                    + EXPIRES.toEpochMilli() + "}";
            Document stored = of(Field.PLAN, plan);
            return QuotaQueries.quota(
                    quota == null ? stored : and(stored, where, QuotaDocument.CODEC.write(quota)), "c:v5", now);
        }

        @Test
        void thereIsNoLimitWhileItLasts() {
            assertThat(at(EXPIRES.minusMillis(1), Field.QUOTA_KEPT, FULL)).isEqualTo(QuotaView.UNLIMITED);
        }

        @Test
        void whatWasKeptCountsAgainFromItsEndOn() {
            assertThat(at(EXPIRES, Field.QUOTA_KEPT, FULL).canProceed()).isFalse();
            assertThat(at(EXPIRES, Field.QUOTA, FULL).canProceed()).isFalse();
        }

        @Test
        void nothingCountsWhereNothingWasKept() {
            assertThat(at(EXPIRES, Field.QUOTA_KEPT, null).used()).isZero();
        }
    }
}
