package studio.dictation.query.identity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.dictation.events.identity.PasswordVerifier;
import studio.dictation.query.membership.PlanView;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.dictation.query.redis.Documents.and;
import static studio.dictation.query.redis.Documents.none;
import static studio.dictation.query.redis.Documents.of;

class AccountQueriesTest {
    private static final UUID ID = UUID.fromString("5f0c9e0e-0b0a-4c5e-9d5e-1f0e2d3c4b5a");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Map<String, Object> DEFAULT_CONFIG = Map.of(
            "playback_speed", 1,
            "auto_repeat", 0,
            "shortcuts", Map.of("repeat", "Tab", "next", "Enter", "prev", "ControlLeft"));
    private static final Document BARE = of(Field.ACCOUNT_ID, ID.toString());

    @Test
    void anUnknownAccountIsNothing() {
        assertThat(AccountQueries.account(none(), NOW)).isNull();
        assertThat(AccountQueries.credentials(none())).isNull();
    }

    @Test
    void anAccountIsSeenAsStored() {
        var stored = and(BARE, Field.EMAIL, "ann@example.org");
        for (var field : List.of(Field.USERNAME, Field.AVATAR, Field.LANGUAGE, Field.ROLE)) {
            stored = and(stored, field, field == Field.ROLE ? "Admin" : "12");
        }
        stored = and(and(stored, Field.CREATED_AT, "1000"), Field.UPDATED_AT, "2000");
        stored = and(stored, Field.TOKEN_GENERATION, "3");
        stored = and(stored, Field.DICTATION_CONFIG, "{\"playback_speed\":1.5}");
        stored = and(stored, Field.PLAN, "{\"name\":\"Pro\",\"isRecurring\":false,\"status\":\"active\","
                + "\"expireTimeMs\":" + (NOW.toEpochMilli() + 1) + "}");
        var view = new AccountView(ID, "ann@example.org", "12", "12", "12", "Admin",
                new PlanView("Pro", NOW.toEpochMilli() + 1, null, false, "active", null),
                Map.of("playback_speed", 1.5), Map.of(), 1_000, 2_000, 3);
        assertThat(AccountQueries.account(stored, NOW)).isEqualTo(view);
        assertThat(view.isAdmin()).isTrue();
        assertThat(AccountQueries.account(stored, NOW.plusMillis(1)).plan()).isEqualTo(PlanView.FREE);
    }

    @Test
    void absentFieldsAreTheDefaults() {
        assertThat(AccountQueries.account(and(BARE, Field.CREATED_AT, "1000"), NOW)).isEqualTo(new AccountView(
                ID, "", "", "", "en", "User", PlanView.FREE, DEFAULT_CONFIG, Map.of(), 1_000, 1_000, 0));
    }

    @Test
    void aBrokenSettingIsNotPassedOff() {
        assertThatThrownBy(() -> AccountQueries.account(and(BARE, Field.DICTATION_CONFIG, "{"), NOW))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aPasswordIsReadAsRawBytes() {
        var raw = new byte[64];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) (i * 4 - 1);
        }
        var stored = and(and(and(BARE, Field.ROLE, "Admin"), Field.PASSWORD, raw), Field.PASSWORD_ITERATIONS, "600000");
        assertThat(AccountQueries.credentials(stored))
                .isEqualTo(new Credentials(ID, "Admin", PasswordVerifier.of(raw, 600_000), false, 0));
    }

    @Test
    void aPasswordWithoutRoundsHasTheGuides() {
        var stored = and(BARE, Field.PASSWORD, new byte[64]);
        assertThat(AccountQueries.credentials(stored))
                .isEqualTo(new Credentials(ID, "User", PasswordVerifier.of(new byte[64], 100_000), false, 0));
    }

    @Test
    void anAccountThatSignsInElsewhereHasNoPassword() {
        assertThat(AccountQueries.credentials(BARE)).isEqualTo(new Credentials(ID, "User", null, false, 0));
    }

    @Test
    void credentialsTellWhetherTheAddressIsProvenAndWhatTokensCarry() {
        var stored = and(and(BARE, Field.EMAIL_VERIFIED, "true"), Field.TOKEN_GENERATION, "7");
        assertThat(AccountQueries.credentials(stored)).isEqualTo(new Credentials(ID, "User", null, true, 7));
    }
}
