package studio.dictation.app.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A2: POST /auth/login, and A6: POST /auth/userinfo, with every kind of proof. */
class SignInE2E {
    private static final Providers PROVIDERS = Providers.shared();
    private static final String LOGIN = "/auth/login";
    private static final String USER_INFO = "/auth/userinfo";

    private final RunningService service = PROVIDERS.service();
    private final String email = "sign-in-" + UUID.randomUUID() + "@example.org";

    @ParameterizedTest
    @CsvSource({
        "A2, /auth/login, Login successful, google", "A2, /auth/login, Login successful, supabase",
        "A6, /auth/userinfo, User information processed successfully, google",
        "A6, /auth/userinfo, User information processed successfully, supabase"
    })
    void opensAnAccountForAProvenAddress(String row, String route, String message, String provider) {
        var body = provider.equals("google")
                ? "\"id_token\":\"%s\"".formatted(PROVIDERS.google(email))
                : "\"access_token\":\"%s\"".formatted(PROVIDERS.supabase(email));

        var answer = signIn(route, body, null);

        succeeded(answer, message);
        assertThat(answer.at("/user/username")).isEqualTo(provider.equals("google") ? "Ann of Google" : "Ann of Supabase");
        assertThat(answer.at("/user/avatar")).startsWith("https://img.example.org/");
        assertThat(answer.at("/user/plan/name")).isEqualTo("Free");
        assertThat(PROVIDERS.field(email, "email_verified")).as(row).isEqualTo("true");
        assertThat(PROVIDERS.stored().accounts(email)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {LOGIN, USER_INFO})
    void takesAProofInTheHeaderToo(String route) {
        succeeded(signIn(route, "\"username\":\"Ann\"", PROVIDERS.supabase(email)));
        succeeded(signIn(route, "\"username\":\"Ann\"", PROVIDERS.google(email)));
    }

    @Test
    void callsANewAccountAsTheClientSaysElseAsTheProviderSaysElseByItsAddress() {
        var named = signIn(LOGIN, "\"username\":\" Ada \",\"avatar\":\"\",\"id_token\":\"%s\"".formatted(PROVIDERS.google(email)), null);
        assertThat(named.at("/user/username")).isEqualTo("Ada");
        var other = "two-" + email;
        var token = PROVIDERS.google(Minted.byGoogle(other, Providers.CLIENT, Instant.now()).with("name", "李明").with("picture", null));
        var short2 = service.http().post(LOGIN, "{\"email\":\"%s\",\"username\":\"Al\",\"avatar\":null,\"id_token\":\"%s\"}".formatted(other, token));
        succeeded(short2);
        assertThat(short2.at("/user/username")).isEqualTo(other.substring(0, Math.min(50, other.indexOf('@'))));
        assertThat(short2.at("/user/avatar")).isEmpty();
    }

    @Test
    void changesNameAndPictureOfAKnownAccountOnlyWhenToldTo() {
        signIn(LOGIN, byGoogle(), null);
        var changed = signIn(USER_INFO, byGoogle() + ",\"username\":\"Countess\",\"avatar\":\"https://img.example.org/n.png\"", null);
        var events = PROVIDERS.stored().events();
        var again = signIn(USER_INFO, byGoogle() + ",\"username\":\"Countess\",\"avatar\":\"\"", null);
        var silent = signIn(LOGIN, byGoogle(), null);

        for (var answer : List.of(changed, again, silent)) {
            assertThat(answer.at("/user/username")).isEqualTo("Countess");
            assertThat(answer.at("/user/avatar")).isEqualTo("https://img.example.org/n.png");
        }
        assertThat(PROVIDERS.stored().events()).isEqualTo(events);
    }

    @Test
    void opensOneAccountThoughManyAskAtOnce() {
        var answers = AtOnce.send(8, number -> signIn(number % 2 == 0 ? LOGIN : USER_INFO, byGoogle(), null));

        assertThat(answers).allSatisfy(answer -> succeeded(answer));
        assertThat(PROVIDERS.stored().accounts(email)).isEqualTo(1);
    }

    @Nested
    class ATokenOfThisService {
        private final Answer registered = service.register(email);

        @Test
        void isProofForUserInfoAndContinuesItsFamily() {
            var answer = signIn(USER_INFO, "\"username\":\"Ann\"", access(registered));

            succeeded(answer, "User information processed successfully");
            assertThat(Minted.claimsOf(refresh(answer)).path("fam")).isEqualTo(Minted.claimsOf(refresh(registered)).path("fam"));
        }

        @Test
        void isNoProofForLoginNorForSomebodyElse() {
            refused(signIn(LOGIN, "\"username\":\"Ann\"", access(registered)), 401, "proof-required", "Proof of identity is required to log in");
            var other = service.register("other-" + email);
            refused(signIn(USER_INFO, "\"username\":\"Ann\"", access(other)), 403, "forbidden", "The proof is for another e-mail address");
        }

        @Test
        void isNoProofWhenItIsOneForRefreshingOrRevoked() {
            refused(signIn(USER_INFO, "\"username\":\"Ann\"", refresh(registered)), 401, "proof-required", "Proof of identity is required to log in");
            service.signedIn(registered).postNothing("/auth/logout");
            refused(signIn(USER_INFO, "\"username\":\"Ann\"", access(registered)), 401, "proof-required", "Proof of identity is required to log in");
        }
    }

    @Nested
    class AnAccountThatNobodyHasVerified {
        private static final String PASSWORD = "set by anybody";
        private final Answer registered = service.http().post("/auth/register",
                "{\"username\":\"Mallory\",\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));

        @Test
        void losesPasswordAndSessionsToWhomeverProvesTheAddress() {
            var owner = signIn(LOGIN, byGoogle(), null);

            succeeded(owner);
            unauthenticated(service.signedIn(registered).get("/user/duration"), "Token has been revoked");
            unauthenticated(service.http().as(refresh(registered)).postNothing("/auth/refresh-token"), "Token has been revoked");
            refused(byPassword(PASSWORD), 401, "invalid-credentials", "Invalid email or password");
            assertThat(PROVIDERS.kept(email)).doesNotContainKeys("password", "password_iterations");
        }

        @Test
        void losesThemOnceHoweverManySignInAtOnce() {
            var answers = AtOnce.send(6, number -> number < 4 ? signIn(USER_INFO, byGoogle(), null) : byPassword(PASSWORD));

            for (var answer : answers.subList(0, 4)) {
                succeeded(answer);
            }
            for (var answer : answers.subList(4, 6)) {
                assertThat(answer.status() == 401 || service.signedIn(answer).get("/user/duration").status() == 401)
                        .as(answer.toString()).isTrue();
            }
            var account = PROVIDERS.accountId(email).toString();
            for (var event : new String[] {"identity.EmailVerified", "identity.PasswordRemoved", "identity.SessionsEnded"}) {
                assertThat(PROVIDERS.stored().count(event, account)).as(event).isEqualTo(1);
            }
        }

        @Test
        void keepsAPasswordThatItsOwnerSetsLater() {
            var owner = service.signedIn(signIn(LOGIN, byGoogle(), null));
            var set = owner.put("/auth/password",
                    "{\"id_token\":\"%s\",\"newPassword\":\"of the owner\"}".formatted(PROVIDERS.google(email)));
            assertThat(set.status()).as(set.toString()).isEqualTo(200);

            succeeded(byPassword("of the owner"));
            succeeded(signIn(LOGIN, byGoogle(), null));
            succeeded(byPassword("of the owner"));
            assertThat(service.signedIn(set).get("/user/duration").status()).isEqualTo(200);
        }

        private Answer byPassword(String password) {
            return signIn(LOGIN, "\"password\":\"%s\"".formatted(password), null);
        }
    }

    @Nested
    class ARefusal {
        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "A2 | /auth/login    | {}                                       | 400 | invalid-input       | Username, email and avatar are required",
            "A2 | /auth/login    | {'email':' ','username':'Ann'}           | 400 | invalid-input       | Username, email and avatar are required",
            "A2 | /auth/login    | {'email':7}                              | 400 | invalid-input       | Invalid value for email",
            "A2 | /auth/login    | {'email'                                 | 400 | invalid-input       | Malformed JSON",
            "A2 | /auth/login    | {'email':'a@b.org','username':'Ann','avatar':''} | 401 | proof-required | Proof of identity is required to log in",
            "A2 | /auth/login    | {'email':'a@b.org','password':'wrong one'} | 401 | invalid-credentials | Invalid email or password",
            "A2 | /auth/login    | {'email':'a@b.org','id_token':'x'}       | 401 | invalid-proof       | The token proves no identity",
            "A2 | /auth/login    | {'email':'a@b.org','access_token':'a.b.c'} | 401 | invalid-proof     | The token proves no identity",
            "A6 | /auth/userinfo | {}                                       | 400 | invalid-input       | Email is required",
            "A6 | /auth/userinfo | {'email':'a@b.org','username':'Ann','avatar':''} | 401 | proof-required | Proof of identity is required to log in",
            "A6 | /auth/userinfo | {'email':'a@b.org','password':'wrong one'} | 401 | invalid-credentials | Invalid email or password",
            "A6 | /auth/userinfo | {'email':'a@b.org','id_token':'x'}       | 401 | invalid-proof       | The token proves no identity"
        })
        void saysWhy(String row, String route, String body, int status, String code, String error) {
            var answer = service.http().as("a.bad.token").post(route, body.replace('\'', '"'));

            assertThat(answer.status()).as("%s: %s", row, answer).isEqualTo(status);
            assertThat(answer.at("code")).isEqualTo(code);
            assertThat(answer.error()).isEqualTo(error);
        }

        @Test
        void isForAProofOfSomebodyElse() {
            var somebody = "somebody-" + email;
            for (var route : new String[] {LOGIN, USER_INFO}) {
                refused(signIn(route, "\"id_token\":\"%s\"".formatted(PROVIDERS.google(somebody)), null),
                        403, "forbidden", "The proof is for another e-mail address");
                refused(signIn(route, "\"username\":\"Ann\"", PROVIDERS.supabase(somebody)),
                        403, "forbidden", "The proof is for another e-mail address");
            }
            assertThat(PROVIDERS.stored().accounts(email) + PROVIDERS.stored().accounts(somebody)).isZero();
        }

        @Test
        void isForAnAddressThatNoAccountCanHave() {
            for (var odd : new String[] {"a:b@example.org", "*@example.org", "user:x"}) {
                var answer = service.http().post(LOGIN,
                        "{\"email\":\"%s\",\"id_token\":\"%s\"}".formatted(odd, PROVIDERS.google(odd)));
                assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
                assertThat(answer.faultyFields()).contains("email");
            }
        }

        @Test
        void waitsForKeysThatAreOutOfReach() {
            var keys = PROVIDERS.supabaseKeys();
            var key = keys.rsa();
            keys.answers(500, "broken");
            var token = Minted.bySupabase(email, Instant.now()).rs256(key.pair().getPrivate(), key.id());
            Stream.of(signIn(LOGIN, "\"access_token\":\"%s\"".formatted(token), null), signIn(USER_INFO, "\"username\":\"Ann\"", token))
                    .forEach(answer -> {
                        refused(answer, 503, "unavailable", "The sign-in provider is out of reach, please try again");
                        assertThat(answer.header("retry-after")).contains("1");
                    });
            keys.recovers();
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() ->
                    succeeded(signIn(LOGIN, "\"access_token\":\"%s\"".formatted(token), null)));
        }
    }

    private String byGoogle() {
        return "\"id_token\":\"%s\"".formatted(PROVIDERS.google(email));
    }

    private Answer signIn(String route, String more, @Nullable String bearer) {
        return service.http().as(bearer).post(route, "{\"email\":\" %s\",%s}".formatted(email.replace('s', 'S'), more));
    }

    private void succeeded(Answer answer, String message) {
        succeeded(answer);
        assertThat(answer.at("message")).isEqualTo(message);
        assertThat(answer.at("/user/email")).isEqualTo(email);
        assertThat(answer.at("email")).isEqualTo(email);
        assertThat(answer.text()).doesNotContain("password", "eneration", "accountId");
    }

    private void succeeded(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("x-ds-refresh-token")).isPresent();
        assertThat(service.signedIn(answer).get("/user/duration").status()).isEqualTo(200);
    }

    private static String access(Answer answer) {
        return answer.header("x-ds-access-token").orElseThrow();
    }

    private static String refresh(Answer answer) {
        return answer.header("x-ds-refresh-token").orElseThrow();
    }

    private static void unauthenticated(Answer answer, String error) {
        refused(answer, 401, "token-revoked", error);
    }

    private static void refused(Answer answer, int status, String code, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("code")).isEqualTo(code);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.header("x-ds-access-token")).isEmpty();
    }
}
