package studio.dictation.app.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import studio.dictation.app.CapturedLog;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.command.identity.EndSessions;
import studio.dictation.query.identity.Credentials;
import studio.dictation.query.identity.GetCredentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whoever holds no good token gets nothing and changes nothing, whatever they make up. */
class TokenAttacksE2E {
    private static final Providers PROVIDERS = Providers.shared();
    private static final String PASSWORD = "what only Victoria knows";

    private final RunningService service = PROVIDERS.service();
    private final String email = "victoria-" + UUID.randomUUID() + "@example.org";
    private final Answer victim = service.http().post("/auth/register",
            "{\"username\":\"Victoria\",\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));

    @Test
    void tokensOfThisServiceCannotBeMadeUp() {
        service.admin(); // signs in before anything is counted
        var now = Instant.now();
        var access = Minted.formerly(email, "access", now);
        var refresh = Minted.formerly(email, "refresh", now);
        var revoked = service.register("revoked-" + email);
        service.signedIn(revoked).postNothing("/auth/logout");
        var ended = service.register("ended-" + email);
        service.part(Commands.class).send(new EndSessions(PROVIDERS.accountId("ended-" + email)));
        var before = PROVIDERS.kept(email);
        var secret = PROVIDERS.secret();
        var publicKey = PROVIDERS.googleKey().pair().getPublic().getEncoded();
        var privateKey = PROVIDERS.googleKey().pair().getPrivate();

        var attacks = Map.ofEntries(
                Map.entry(access.hs256("another secret of more than 32 bytes"), "Signature verification failed"),
                Map.entry(access.hs256(Providers.SUPABASE_SECRET), "Signature verification failed"),
                Map.entry(access.unsigned(), "Signature verification failed"),
                Map.entry(access.rs256(privateKey, PROVIDERS.googleKey().id()), "Signature verification failed"),
                Map.entry(access.hs256(publicKey), "Signature verification failed"),
                Map.entry(PROVIDERS.google(email), "Signature verification failed"),
                Map.entry(PROVIDERS.supabase(email), "Signature verification failed"),
                Map.entry(access.with("exp", now.minusSeconds(31).getEpochSecond()).with("iat", null).hs256(secret), "Signature has expired"),
                Map.entry(access.with("exp", null).hs256(secret), "Missing claim: exp"),
                Map.entry(access.with("nbf", now.plusSeconds(60).getEpochSecond()).hs256(secret), "The token is not yet valid (nbf)"),
                Map.entry(access.with("sub", null).hs256(secret), "Missing claim: sub"),
                Map.entry(access.with("jti", null).hs256(secret), "Missing claim: jti"),
                Map.entry(access.with("type", null).hs256(secret), "Only non-refresh tokens are allowed"),
                Map.entry(refresh.hs256(secret), "Only non-refresh tokens are allowed"),
                Map.entry(header(victim, "x-ds-refresh-token"), "Only non-refresh tokens are allowed"),
                Map.entry(header(revoked, "x-ds-access-token"), "Token has been revoked"),
                Map.entry(header(ended, "x-ds-access-token"), "Token has been revoked"));
        attacks.forEach((token, error) -> {
            for (var answer : List.of(
                    service.http().as(token).get("/user/duration"),
                    service.http().as(token).postNothing("/auth/logout"),
                    service.http().as(token).get("/auth/userinfo/" + email),
                    service.http().as(token).put("/auth/password",
                            "{\"currentPassword\":\"%s\",\"newPassword\":\"of the attacker\"}".formatted(PASSWORD)))) {
                refused(answer, 401, error);
            }
        });
        var refreshing = Map.of(
                refresh.hs256("another secret of more than 32 bytes"), "Signature verification failed",
                refresh.unsigned(), "Signature verification failed",
                refresh.rs256(privateKey, PROVIDERS.googleKey().id()), "Signature verification failed",
                refresh.with("iat", null).hs256(secret), "Missing claim: iat",
                refresh.with("iat", now.minus(Duration.ofDays(401)).getEpochSecond()).hs256(secret), "Signature has expired",
                access.hs256(secret), "Only refresh tokens are allowed",
                header(revoked, "x-ds-refresh-token"), "Token has been revoked",
                header(ended, "x-ds-refresh-token"), "Token has been revoked",
                refresh.with("sub", "nobody-" + email).hs256(secret), "User not found");
        refreshing.forEach((token, error) ->
                refused(service.http().as(token).postNothing("/auth/refresh-token"), 401, error));
        refused(service.http().as(access.with("sub", "nobody-" + email).hs256(secret)).get("/user/duration"), 404, "User not found");

        assertThat(PROVIDERS.kept(email)).isEqualTo(before);
        assertThat(service.signedIn(victim).get("/user/duration").status()).isEqualTo(200);
    }

    @Test
    void proofsOfOthersCannotBeMadeUp() {
        service.admin();
        var now = Instant.now();
        var google = Minted.byGoogle(email, Providers.CLIENT, now);
        var supabase = Minted.bySupabase(email, now);
        var foreign = KeyServer.unpublishedRsa();
        var before = PROVIDERS.kept(email);

        var worthless = List.of(
                PROVIDERS.google(google.with("aud", "another.apps.example.org")),
                PROVIDERS.google(google.with("email_verified", false)),
                PROVIDERS.google(google.with("iat", null).with("exp", now.minusSeconds(31).getEpochSecond())),
                PROVIDERS.google(google.with("iss", "https://accounts.example.org")),
                google.rs256(foreign.pair().getPrivate(), foreign.id()),
                google.rs256(foreign.pair().getPrivate(), PROVIDERS.googleKey().id()),
                google.hs256(PROVIDERS.googleKey().pair().getPublic().getEncoded(), PROVIDERS.googleKey().id()),
                google.unsigned(),
                supabase.hs256("another secret of more than thirty-two bytes"),
                supabase.hs256(PROVIDERS.secret()),
                supabase.unsigned(),
                supabase.with("aud", "anon").hs256(Providers.SUPABASE_SECRET),
                supabase.with("user_metadata", Map.of("email_verified", false)).hs256(Providers.SUPABASE_SECRET),
                supabase.with("iat", null).with("exp", now.minusSeconds(31).getEpochSecond()).hs256(Providers.SUPABASE_SECRET),
                Minted.formerly(email, "access", now).hs256(Providers.SUPABASE_SECRET));
        for (var token : worthless) {
            for (var route : List.of("/auth/login", "/auth/userinfo")) {
                refused(post(route, "\"id_token\":\"%s\"".formatted(token)), 401, "The token proves no identity");
                refused(service.http().as(token).post(route, "{\"email\":\"%s\",\"username\":\"Mallory\"}".formatted(email)),
                        401, "Proof of identity is required to log in");
            }
        }
        for (var token : List.of(PROVIDERS.google("mallory-" + email), PROVIDERS.supabase("mallory-" + email))) {
            refused(post("/auth/login", "\"access_token\":\"%s\"".formatted(token)), 403, "The proof is for another e-mail address");
        }

        assertThat(PROVIDERS.kept(email)).isEqualTo(before);
        assertThat(PROVIDERS.stored().accounts("mallory-" + email)).isZero();
    }

    @Test
    void nothingIsForgottenWithRedis() {
        var revoked = service.register("revoked-" + email);
        service.signedIn(revoked).postNothing("/auth/logout");
        var ended = service.register("ended-" + email);
        service.part(Commands.class).send(new EndSessions(PROVIDERS.accountId("ended-" + email)));
        var proven = post("/auth/login", "mallory-" + email, "\"id_token\":\"%s\"".formatted(PROVIDERS.google("mallory-" + email)));
        var before = PROVIDERS.kept("mallory-" + email);

        PROVIDERS.flushAll();

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            var status = service.signedIn(victim).get("/user/duration").status();
            assertThat(service.signedIn(revoked).get("/user/duration").status()).isIn(401, 503);
            assertThat(service.signedIn(ended).get("/user/duration").status()).isIn(401, 503);
            return status == 200;
        });
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            refused(service.http().as(header(revoked, "x-ds-refresh-token")).postNothing("/auth/refresh-token"), 401, "Token has been revoked");
            refused(service.http().as(header(ended, "x-ds-refresh-token")).postNothing("/auth/refresh-token"), 401, "Token has been revoked");
        });
        assertThat(post("/auth/login", "\"password\":\"%s\"".formatted(PASSWORD)).status()).isEqualTo(200);
        assertThat(service.signedIn(proven).get("/user/duration").status()).isEqualTo(200);
        assertThat(PROVIDERS.kept("mallory-" + email)).containsAllEntriesOf(before);
    }

    @Test
    void noPasswordVerifierOrTokenIsLogged() {
        List<String> secrets = new ArrayList<>(List.of(PASSWORD, "the new password", Providers.SUPABASE_SECRET, PROVIDERS.secret()));
        List<String> logged;
        try (var log = new CapturedLog()) {
            var google = PROVIDERS.google("proven-" + email);
            var supabase = PROVIDERS.supabase("proven-" + email);
            var forged = Minted.byGoogle(email, Providers.CLIENT, Instant.now()).unsigned() + "unsigned";
            var tokens = Stream.of(google, supabase, forged);
            var answers = new ArrayList<>(List.of(
                    post("/auth/login", "\"password\":\"%s\"".formatted(PASSWORD)),
                    post("/auth/login", "\"password\":\"the wrong password\""),
                    post("/auth/login", "proven-" + email, "\"id_token\":\"%s\"".formatted(google)),
                    service.http().as(supabase).post("/auth/userinfo", "{\"email\":\"proven-%s\"}".formatted(email)),
                    post("/auth/login", "\"id_token\":\"%s\"".formatted(forged)),
                    service.http().as(forged).get("/user/duration"),
                    service.http().as(header(victim, "x-ds-refresh-token")).postNothing("/auth/refresh-token")));
            secrets.add(verifier());
            answers.add(service.signedIn(victim).put("/auth/password",
                    "{\"currentPassword\":\"%s\",\"newPassword\":\"the new password\"}".formatted(PASSWORD)));
            secrets.add(verifier());
            answers.add(service.signedIn(answers.getLast()).postNothing("/auth/logout"));
            assertThat(answers).extracting(Answer::status).containsExactly(200, 401, 200, 200, 401, 401, 200, 200, 200);
            Stream.concat(tokens, Stream.concat(Stream.of(victim), answers.stream()).flatMap(TokenAttacksE2E::tokens))
                    .map(token -> token.substring(token.lastIndexOf('.') + 1))
                    .forEach(secrets::add);
            logged = log.lines();
        }
        secrets.add("the wrong password");
        assertThat(logged).as("the log was really listened to").anyMatch(line -> line.contains("/auth/login"));
        assertThat(secrets).hasSizeGreaterThan(15).allSatisfy(secret ->
                assertThat(logged).noneMatch(line -> line.contains(secret)));
    }

    private String verifier() {
        var credentials = service.part(Queries.class).find(new GetCredentials(email), Credentials.class).orElseThrow();
        return Objects.requireNonNull(credentials.password()).saltAndKey();
    }

    private Answer post(String route, String more) {
        return post(route, email, more);
    }

    private Answer post(String route, String address, String more) {
        return service.http().post(route, "{\"email\":\"%s\",%s}".formatted(address, more));
    }

    private static Stream<String> tokens(Answer answer) {
        return Stream.of("x-ds-access-token", "x-ds-refresh-token").flatMap(name -> answer.header(name).stream());
    }

    private static String header(Answer answer, String name) {
        return answer.header(name).orElseThrow();
    }

    private static void refused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.header("x-ds-access-token")).isEmpty();
    }
}
