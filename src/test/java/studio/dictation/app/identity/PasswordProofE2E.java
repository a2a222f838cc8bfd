package studio.dictation.app.identity;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;

import static org.assertj.core.api.Assertions.assertThat;

/** PUT /auth/password with a provider's token instead of the present password. */
class PasswordProofE2E {
    private static final Providers PROVIDERS = Providers.shared();
    private static final String NEW = "of the owner";

    private final RunningService service = PROVIDERS.service();
    private final String email = "proof-" + UUID.randomUUID() + "@example.org";

    @Nested
    class AnAccountWithoutAPassword {
        private final Answer signedIn = service.http().post("/auth/login",
                "{\"email\":\"%s\",\"id_token\":\"%s\"}".formatted(email, PROVIDERS.google(email)));

        @Test
        void getsOneByATokenThatWasJustIssued() {
            var answer = set(PROVIDERS.google(email), NEW);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(service.signedIn(answer).get("/user/duration").status()).isEqualTo(200);
            assertThat(service.signedIn(signedIn).get("/user/duration").error()).isEqualTo("Token has been revoked");
            assertThat(login(NEW).status()).isEqualTo(200);
        }

        @Test
        void getsNoneByAnOldToken() {
            isTooOld(issued(-301));
            isTooOld(issued(60));
            isTooOld(null);
            assertThat(set(token(issued(-270)), NEW).status()).isEqualTo(200);
        }

        /** Supabase makes a new token whenever its session is renewed; it says when somebody signed in beside that. */
        @Test
        void getsNoneByANewTokenOfAnOldSession() {
            for (var signedInAt : Arrays.asList(issued(-3_600), null)) {
                refused(set(supabase(signedInAt), NEW), 403, "The proof is too old, please sign in there again");
            }
            assertThat(set(supabase(issued(-60)), NEW).status()).isEqualTo(200);
        }

        @Test
        void getsNoneByTheTokenOfSomebodyElse() {
            refused(set(PROVIDERS.google("other-" + email), NEW), 403, "The proof is for another e-mail address");
            refused(set("a.b.c", NEW), 401, "The token proves no identity");
        }

        @Test
        void getsOneThoughSeveralAskAtOnce() {
            var answers = AtOnce.send(3, number -> set(PROVIDERS.google(email), NEW + number));

            assertThat(answers).extracting(Answer::status).filteredOn(status -> status == 200).hasSize(1);
            assertThat(changes()).isEqualTo(1);
        }

        private void isTooOld(@Nullable Instant issuedAt) {
            refused(set(token(issuedAt), NEW), 403, "The proof is too old, please sign in there again");
        }

        private static Instant issued(int seconds) {
            return Instant.now().plusSeconds(seconds);
        }

        private String token(@Nullable Instant issuedAt) {
            // Without a time of issue, and about to expire.
            var expiresAt = Instant.now().plusSeconds(issuedAt == null ? 5 : 600).getEpochSecond();
            return PROVIDERS.google(Minted.byGoogle(email, Providers.CLIENT, Instant.now())
                    .with("iat", issuedAt == null ? null : issuedAt.getEpochSecond())
                    .with("exp", expiresAt));
        }

        private String supabase(@Nullable Instant signedInAt) {
            return PROVIDERS.supabase(Minted.bySupabase(email, Instant.now()).with("amr", signedInAt == null
                    ? null
                    : List.of(Map.of("method", "otp", "timestamp", issued(-7_200).getEpochSecond()),
                            Map.of("method", "password", "timestamp", signedInAt.getEpochSecond()))));
        }

        private Answer set(String token, String password) {
            return PasswordProofE2E.this.set(signedIn, token, password);
        }
    }

    @Nested
    class AnAccountWithAPassword {
        private final Answer registered = service.http().post("/auth/register",
                "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"the old password\"}".formatted(email));

        @Test
        void isNotChangedByAnyToken() {
            var answer = set(registered, PROVIDERS.google(email), NEW);

            refused(answer, 400, "currentPassword is required");
            assertThat(answer.faultyFields()).containsExactly("currentPassword");
            assertThat(changes()).isZero();
            assertThat(service.signedIn(registered).get("/user/duration").status()).isEqualTo(200);
            assertThat(login("the old password").status()).isEqualTo(200);
        }
    }

    private Answer set(Answer signedIn, String token, String password) {
        return service.signedIn(signedIn).put("/auth/password",
                "{\"id_token\":\"%s\",\"newPassword\":\"%s\"}".formatted(token, password));
    }

    private Answer login(String password) {
        return service.http().post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    private int changes() {
        return PROVIDERS.stored().count("identity.PasswordChanged", PROVIDERS.accountId(email).toString());
    }

    private static void refused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.header("x-ds-access-token")).isEmpty();
    }
}
