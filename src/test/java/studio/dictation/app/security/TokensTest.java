package studio.dictation.app.security;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import studio.dictation.app.settings.JwtSecret;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.web.RequestRefused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokensTest {
    private static final String SECRET = "a secret of more than thirty-two bytes";
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final long IAT = NOW.getEpochSecond();

    private final Tokens tokens = at(NOW);

    @Test
    void issuesTheClaimsOfTheContract() {
        var headers = tokens.issue("ann@example.org", 3);
        var access = claims(Objects.requireNonNull(headers.getFirst(Tokens.ACCESS_HEADER)));
        var refresh = claims(Objects.requireNonNull(headers.getFirst(Tokens.REFRESH_HEADER)));

        assertThat(access.path("sub").asString()).isEqualTo("ann@example.org");
        assertThat(access.path("type").asString()).isEqualTo("access");
        assertThat(access.path("fresh").asBoolean(true)).isFalse();
        assertThat(access.path("iat").asLong()).isEqualTo(IAT);
        assertThat(access.path("nbf").asLong()).isEqualTo(IAT);
        assertThat(access.path("exp").asLong()).isEqualTo(IAT + 7_200);
        assertThat(access.path("jti").asString()).hasSize(36).isNotEqualTo(refresh.path("jti").asString());
        assertThat(refresh.path("type").asString()).isEqualTo("refresh");
        assertThat(refresh.path("exp").asLong()).isEqualTo(IAT + Duration.ofDays(180).toSeconds());
        assertThat(access.path("fam").asString()).hasSize(36).isEqualTo(refresh.path("fam").asString());
        assertThat(access.path("gen").asInt(-1)).isEqualTo(3);
        assertThat(refresh.path("gen").asInt(-1)).isEqualTo(3);
    }

    @Test
    void readsWhatItIssued() {
        var text = access(tokens);

        var token = tokens.access(text);

        assertThat(token.email()).isEqualTo("ann@example.org");
        assertThat(token.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(2)));
        assertThat(token.session()).isEqualTo(claims(text).path("fam").asString());
        assertThat(token.generation()).isEqualTo(3);
    }

    @Test
    void readsARefreshTokenAndIssuesFurtherOnesOfItsFamily() {
        var first = tokens.refresh(refresh(tokens.issue("ann@example.org", 3)));
        var later = at(NOW.plusSeconds(60));
        var next = later.refresh(refresh(later.issue(first.email(), first.generation(), first.family())));

        assertThat(next.email()).isEqualTo("ann@example.org");
        assertThat(next.family()).isEqualTo(first.family());
        assertThat(next.id()).isNotEqualTo(first.id());
        assertThat(next.generation()).isEqualTo(3);
        assertThat(next.expiresAt()).isEqualTo(NOW.plusSeconds(60).plus(Duration.ofDays(180)));
        assertThat(tokens.familyEnd()).isAfter(next.expiresAt());
    }

    @Test
    void refusesAnAccessTokenAsARefreshToken() {
        refuses(() -> tokens.refresh(access(tokens)), "Only refresh tokens are allowed");
    }

    @Test
    void acceptsARefreshTokenUntilThirtySecondsAfterItsEnd() {
        var text = refresh(tokens.issue("ann@example.org", 0));
        var end = NOW.plus(Duration.ofDays(180));

        assertThat(at(end.plusSeconds(29)).refresh(text).email()).isEqualTo("ann@example.org");
        refuses(() -> at(end.plusSeconds(30)).refresh(text), "Signature has expired");
    }

    @Test
    void acceptsARefreshTokenOfTheFormerServiceFor400Days() {
        var text = signed("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", payload("refresh", ""));
        var end = NOW.plus(Duration.ofDays(400));

        var token = at(end.plusSeconds(29)).refresh(text);

        assertThat(token.email()).isEqualTo("ann@example.org");
        assertThat(token.family()).isEqualTo("former-1");
        assertThat(token.generation()).isZero();
        assertThat(token.expiresAt()).isEqualTo(end);
        assertThat(tokens.familyEnd()).isAfter(token.expiresAt());
        refuses(() -> at(end.plusSeconds(30)).refresh(text), "Signature has expired");
    }

    @Test
    void acceptsAnAccessTokenUntilThirtySecondsAfterItsEnd() {
        var text = access(tokens);
        var end = NOW.plus(Duration.ofHours(2));

        assertThat(at(end.plusSeconds(29)).access(text).email()).isEqualTo("ann@example.org");
        refuses(() -> at(end.plusSeconds(30)).access(text), "Signature has expired");
    }

    @Test
    void acceptsTokensFromAClockThatIsThirtySecondsAhead() {
        assertThat(tokens.access(access(at(NOW.plusSeconds(30)))).email()).isEqualTo("ann@example.org");
        refuses(() -> tokens.access(access(at(NOW.plusSeconds(31)))), "The token is not yet valid (nbf)");
    }

    @Test
    void refusesARefreshTokenAsAnAccessToken() {
        var refresh = Objects.requireNonNull(tokens.issue("ann@example.org", 3).getFirst(Tokens.REFRESH_HEADER));

        refuses(() -> tokens.access(refresh), "Only non-refresh tokens are allowed");
    }

    @Test
    void refusesTheTokensOfAnotherSecret() {
        var foreign = new Tokens(new JwtSecret(new Secret("another secret of more than 32 bytes")), clock(NOW));

        refuses(() -> tokens.access(access(foreign)), "Signature verification failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS384", "HS512"})
    void refusesEveryAlgorithmButItsOwn(String algorithm) {
        var text = signed("{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm), payload("access", ""));

        refuses(() -> tokens.access(text), "Signature verification failed");
    }

    @Test
    void refusesWhatIsNoToken() {
        refuses(() -> tokens.access("hello"), "Not enough segments");
        refuses(() -> tokens.access("a.b.c"), "Signature verification failed");
        refuses(() -> tokens.access("..."), "Signature verification failed");
    }

    @Test
    void acceptsAnAccessTokenOfTheFormerServiceThatHasNoFamily() {
        var text = signed("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", payload("access", ",\"exp\":" + (IAT + 60)));

        var token = tokens.access(text);

        assertThat(token.email()).isEqualTo("ann@example.org");
        assertThat(token.family()).isNull();
        assertThat(token.session()).isEqualTo("former-1");
    }

    @Test
    void refusesAnAccessTokenThatNeverEnds() {
        var text = signed("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", payload("access", ""));

        refuses(() -> tokens.access(text), "Missing claim: exp");
    }

    private static void refuses(ThrowingCallable reading, String error) {
        assertThatThrownBy(reading).isInstanceOf(RequestRefused.class).hasMessage(error);
    }

    private static Clock clock(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static Tokens at(Instant now) {
        return new Tokens(new JwtSecret(new Secret(SECRET)), clock(now));
    }

    private static String refresh(HttpHeaders issued) {
        return Objects.requireNonNull(issued.getFirst(Tokens.REFRESH_HEADER));
    }

    private static String access(Tokens issuer) {
        return Objects.requireNonNull(issuer.issue("ann@example.org", 3).getFirst(Tokens.ACCESS_HEADER));
    }

    private static JsonNode claims(String token) {
        return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    private static String payload(String type, String more) {
        return "{\"fresh\":false,\"iat\":%d,\"nbf\":%d,\"jti\":\"former-1\",\"type\":\"%s\",\"sub\":\"Ann@Example.org\"%s}"
                .formatted(IAT, IAT, type, more);
    }

    private static String signed(String header, String payload) {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        var text = base64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return text + "." + base64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
