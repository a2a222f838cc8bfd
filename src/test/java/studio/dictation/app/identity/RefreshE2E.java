package studio.dictation.app.identity;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.settings.JwtSecret;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.command.identity.EndSessions;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

import static org.assertj.core.api.Assertions.assertThat;

/** A4: POST /auth/refresh-token, and what ends it: A3, POST /auth/logout, and the end of all sessions. */
class RefreshE2E {
    private static final String ACCESS = "x-ds-access-token";
    private static final String REFRESH = "x-ds-refresh-token";

    private final RunningService service = RunningService.shared();
    private final String email = "refresh-" + UUID.randomUUID() + "@example.org";
    private final Answer signedIn = service.register(email);

    @Test
    void answersWithTheFlatUserAndFurtherTokensOfTheSameFamily() {
        var answer = refresh(refreshToken(signedIn));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("email")).isEqualTo(email);
        assertThat(answer.at("/dictation_config/shortcuts/next")).isEqualTo("Enter");
        assertThat(answer.node("user").isMissingNode()).isTrue();
        assertThat(answer.text()).doesNotContain("password", "eneration", "account");
        var first = Minted.claimsOf(refreshToken(signedIn));
        var access = Minted.claimsOf(answer.header(ACCESS).orElseThrow());
        var next = Minted.claimsOf(refreshToken(answer));
        assertThat(access.path("type").asString()).isEqualTo("access");
        assertThat(access.path("fam").asString()).isEqualTo(first.path("fam").asString());
        assertThat(next.path("fam").asString()).isEqualTo(first.path("fam").asString());
        assertThat(next.path("exp").asLong() - next.path("iat").asLong()).isEqualTo(Duration.ofDays(180).toSeconds());
        assertThat(service.signedIn(answer).get("/user/duration").status()).isEqualTo(200);
    }

    @Test
    void mayBeAskedAgainWithTheSameToken() {
        var first = refresh(refreshToken(signedIn));
        var again = refresh(refreshToken(signedIn));

        assertThat(again.status()).isEqualTo(200);
        assertThat(service.signedIn(first).get("/user/duration").status()).isEqualTo(200);
        assertThat(refresh(refreshToken(first)).status()).isEqualTo(200);
    }

    @Test
    void refusesAnAccessToken() {
        refused(refresh(access(signedIn)), "Only refresh tokens are allowed");
        refused(service.http().postNothing("/auth/refresh-token"), "Missing Authorization Header");
    }

    @Test
    void opensNoOtherRoute() {
        refused(service.http().as(refreshToken(signedIn)).get("/user/duration"), "Only non-refresh tokens are allowed");
    }

    @Test
    void endsWithLogout() {
        var other = service.register("other-" + email);
        var refreshed = refresh(refreshToken(signedIn));

        assertThat(service.signedIn(refreshed).postNothing("/auth/logout").status()).isEqualTo(200);

        for (var token : new String[] {refreshToken(signedIn), refreshToken(refreshed)}) {
            refused(refresh(token), "Token has been revoked");
        }
        refused(service.signedIn(signedIn).get("/user/duration"), "Token has been revoked");
        assertThat(refresh(refreshToken(other)).status()).isEqualTo(200);
    }

    @Test
    void endsWithAllSessionsOfTheAccount() {
        var refreshed = refresh(refreshToken(signedIn));
        var account = service.part(Queries.class).find(new GetAccount(email), AccountView.class).orElseThrow();

        service.part(Commands.class).send(new EndSessions(account.accountId()));

        refused(refresh(refreshToken(signedIn)), "Token has been revoked");
        refused(refresh(refreshToken(refreshed)), "Token has been revoked");
        refused(service.signedIn(refreshed).get("/user/duration"), "Token has been revoked");
        assertThat(service.signedIn(refreshed).get("/service/channel").status()).isEqualTo(200);
    }

    @Test
    void acceptsTokensOfTheFormerService() {
        var now = Instant.now();
        var access = formerly("access", now.minusSeconds(60));
        var refresh = formerly("refresh", now.minus(Duration.ofDays(399)));

        assertThat(service.http().as(access).get("/user/duration").status()).isEqualTo(200);
        var answer = refresh(refresh);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(Minted.claimsOf(access(answer)).path("fam").asString())
                .isEqualTo(Minted.claimsOf(refresh).path("jti").asString());
        refused(refresh(formerly("refresh", now.minus(Duration.ofDays(401)))), "Signature has expired");
        assertThat(service.signedIn(answer).postNothing("/auth/logout").status()).isEqualTo(200);
        refused(refresh(refresh), "Token has been revoked");
        assertThat(service.http().as(access).get("/user/duration").status()).isEqualTo(200);
    }

    @Test
    void logoutAlsoTakesBackARefreshTokenThatIsShown() {
        var access = formerly("access", Instant.now());
        var shown = formerly("refresh", Instant.now());
        var notShown = formerly("refresh", Instant.now());

        assertThat(logout(access, shown).status()).isEqualTo(200);

        refused(service.http().as(access).get("/user/duration"), "Token has been revoked");
        refused(refresh(shown), "Token has been revoked");
        assertThat(refresh(notShown).status()).isEqualTo(200);
    }

    @Test
    void logoutLeavesARefreshTokenOfSomebodyElseAlone() {
        var somebody = service.register("somebody-" + email);

        assertThat(logout(access(signedIn), refreshToken(somebody)).status()).isEqualTo(200);

        assertThat(refresh(refreshToken(somebody)).status()).isEqualTo(200);
        assertThat(logout(access(somebody), "nonsense").status()).isEqualTo(200);
    }

    @Test
    void refusesAnAccountThatDoesNotExist() {
        var token = Minted.formerly("nobody-" + email, "refresh", Instant.now()).hs256(secret());

        refused(refresh(token), "User not found");
    }

    private Answer refresh(String token) {
        return service.http().as(token).postNothing("/auth/refresh-token");
    }

    private Answer logout(String access, String refresh) {
        return service.http().as(access).method("POST", "/auth/logout", BodyPublishers.noBody(), REFRESH, refresh);
    }

    private String formerly(String type, Instant at) {
        return Minted.formerly(email, type, at).hs256(secret());
    }

    private String secret() {
        return service.part(JwtSecret.class).text().value();
    }

    private static String access(Answer answer) {
        return answer.header(ACCESS).orElseThrow();
    }

    private static String refreshToken(Answer answer) {
        return answer.header(REFRESH).orElseThrow();
    }

    private static void refused(Answer answer, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.header(ACCESS)).isEmpty();
    }
}
