package studio.dictation.app.throttle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;
import studio.dictation.app.nodes.TwoNodes;

import static org.assertj.core.api.Assertions.assertThat;

/** What is tried too often is refused with 429, on all nodes together. */
class ThrottleE2E {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final String PASSWORD = "a good password";
    private static final String WRONG = "a bad password";

    @AfterAll
    static void stopTheStrictOne() {
        Strict.SERVICE.stop();
    }

    @Test
    void aHundredWrongPasswordsFromOnePlaceAreStoppedAndTheOwnerIsNot() {
        var owner = register(NODES.a());

        var answers = new ArrayList<Answer>();
        for (int i = 0; i < 100; i++) {
            answers.add(login(i % 2 == 0 ? NODES.a() : NODES.b(), "198.51.100.7", owner, WRONG));
        }

        assertThat(answers.subList(0, 10)).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(401));
        // One more is allowed every 90 seconds.
        assertThat(answers.subList(10, 100)).filteredOn(answer -> answer.status() != 401).hasSizeGreaterThan(80)
                .allSatisfy(ThrottleE2E::isTooMany);
        isTooMany(login(NODES.b(), "198.51.100.7", owner, PASSWORD));
        assertThat(login(NODES.b(), "203.0.113.9", owner, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void wrongPasswordsAtTheSameMomentAreNoWayAroundTheLimit() {
        var email = "parallel-" + UUID.randomUUID() + "@example.org";
        Strict.SERVICE.register(email);

        var answers = AtOnce.send(Strict.USES, number -> login(Strict.SERVICE, "198.51.100.26", email, WRONG));

        assertThat(answers).extracting(Answer::status).containsOnly(401, 429)
                .filteredOn(status -> status == 401).hasSizeLessThanOrEqualTo(Strict.PASSWORDS);
    }

    @Test
    void theRightPasswordIsNotCounted() {
        var owner = register(NODES.a());

        for (int i = 0; i < 11; i++) {
            assertThat(login(NODES.a(), "198.51.100.8", owner, PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void anAddressThatSomebodyClaimsWithoutBeingTrustedDoesNotCount() {
        var service = RunningService.shared();
        var owner = register(service);

        var answers = new ArrayList<Answer>();
        for (int i = 0; i < 11; i++) {
            answers.add(login(service, "198.51.100." + i, owner, WRONG));
        }

        assertThat(answers.subList(0, 10)).extracting(Answer::status).containsOnly(401);
        isTooMany(answers.getLast());
    }

    @Test
    void severalAddressesTogetherMayTryTenTimesAsMuchForOneAccount() {
        var email = "wanted-" + UUID.randomUUID() + "@example.org";

        var answers = new ArrayList<Answer>();
        for (int i = 0; i < 100; i++) {
            answers.add(lookUp("192.0.2." + i % 10, email));
        }

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        isTooMany(lookUp("192.0.2.99", email));
        assertThat(lookUp("192.0.2.99", "other-" + email).status()).isEqualTo(200);
    }

    @Test
    void oneAddressMayTryTenTimesAsMuchForAllAccounts() {
        var answers = new ArrayList<Answer>();
        for (int i = 0; i < 100; i++) {
            // The site counts, not the single network.
            answers.add(lookUp("2001:db8:7:%x::1".formatted(i), "any-" + UUID.randomUUID() + "@example.org"));
        }

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        isTooMany(lookUp("2001:db8:7:ffff::1", "any-" + UUID.randomUUID() + "@example.org"));
        assertThat(lookUp("2001:db8:8:7::1", "any-" + UUID.randomUUID() + "@example.org").status()).isEqualTo(200);
    }

    @Test
    void whatIsNoAddressAtAllIsCountedAsWell() {
        for (var email : List.of("*", "user:x", "a@b")) {
            assertThat(lookUp("192.0.2.200", email).status()).isEqualTo(400);
        }
    }

    @Test
    void stayingSignedInChangesNothingWhenItIsRefused() {
        var learner = Strict.SERVICE.learner();
        var renaming = "{\"email\":\"%s\",\"username\":\"Renamed\"}".formatted(learner.email());
        var place = "198.51.100.21";
        exhaust(() -> send(learner.http(), "POST", "/auth/userinfo", place, "{\"email\":\"%s\"}".formatted(learner.email())), 200);

        isTooMany(send(learner.http(), "POST", "/auth/userinfo", place, renaming));

        assertThat(learner.http().get("/user/config").at("/config/username")).isEqualTo("Ann");
        assertThat(send(learner.http(), "POST", "/auth/userinfo", "203.0.113.21", renaming).at("username")).isEqualTo("Renamed");
    }

    @Test
    void lookingAtTheOwnAccountIsCountedAsWell() {
        var learner = Strict.SERVICE.learner();
        var path = "/auth/userinfo/" + learner.email();
        exhaust(() -> send(learner.http(), "GET", path, "198.51.100.22", ""), 200);

        isTooMany(send(learner.http(), "GET", path, "198.51.100.22", ""));

        assertThat(send(learner.http(), "GET", path, "203.0.113.22", "").at("email")).isEqualTo(learner.email());
    }

    @Test
    void refreshingGivesNoTokensWhenItIsRefused() {
        var registered = Strict.SERVICE.register("refreshing-" + UUID.randomUUID() + "@example.org");
        var refreshing = Strict.SERVICE.http().as(registered.header("x-ds-refresh-token").orElseThrow());
        exhaust(() -> send(refreshing, "POST", "/auth/refresh-token", "198.51.100.23", ""), 200);

        isTooMany(send(refreshing, "POST", "/auth/refresh-token", "198.51.100.23", ""));

        assertThat(Strict.SERVICE.signedIn(registered).get("/user/config").status()).isEqualTo(200);
        assertThat(send(refreshing, "POST", "/auth/refresh-token", "203.0.113.23", "").header("x-ds-access-token")).isPresent();
    }

    @Test
    void aPasswordStaysWhenChangingItIsRefused() {
        var email = "changing-" + UUID.randomUUID() + "@example.org";
        var registered = Strict.SERVICE.http().post("/auth/register",
                "{\"username\":\"Owner\",\"email\":\"%s\",\"password\":\"%s\",\"avatar\":\"\"}".formatted(email, PASSWORD));
        var owner = Strict.SERVICE.signedIn(registered);
        for (int i = 0; i < Strict.PASSWORDS; i++) {
            assertThat(send(owner, "PUT", "/auth/password", "198.51.100.24", "{}").status()).isEqualTo(400);
        }

        isTooMany(send(owner, "PUT", "/auth/password", "198.51.100.24",
                "{\"currentPassword\":\"%s\",\"newPassword\":\"%s\"}".formatted(PASSWORD, WRONG)));

        assertThat(owner.get("/user/config").status()).as("the session goes on").isEqualTo(200);
        assertThat(login(Strict.SERVICE, "203.0.113.24", email, WRONG).status()).isEqualTo(401);
        assertThat(login(Strict.SERVICE, "203.0.113.24", email, PASSWORD).status()).isEqualTo(200);
    }

    /** Whoever has proven who they are goes on, whatever others try for the account, even next to them. */
    @Test
    void stayingSignedInIsNotUsedUpByThoseWhoProveNothing() {
        var email = "staying-" + UUID.randomUUID() + "@example.org";
        var registered = Strict.SERVICE.register(email);
        var refreshing = Strict.SERVICE.http().as(registered.header("x-ds-refresh-token").orElseThrow());
        var unproven = "{\"email\":\"%s\",\"username\":\"Mallory\"}".formatted(email);
        exhaust(() -> post(Strict.SERVICE, "/auth/login", "198.51.100.25", unproven), 401);
        isTooMany(post(Strict.SERVICE, "/auth/login", "198.51.100.25", unproven));

        assertThat(send(refreshing, "POST", "/auth/refresh-token", "198.51.100.25", "").status()).isEqualTo(200);
        assertThat(send(Strict.SERVICE.signedIn(registered), "GET", "/auth/userinfo/" + email, "198.51.100.25", "").status())
                .isEqualTo(200);
    }

    @Test
    void payingIsLimitedForEachAccountOfItsOwn() {
        var place = "198.51.100.27";
        var eager = Strict.SERVICE.learner().http();
        var other = Strict.SERVICE.learner().http();
        for (int i = 0; i < Strict.PAYMENTS; i++) {
            assertThat(checkout(eager, place).status()).isEqualTo(200);
        }

        isTooMany(checkout(eager, place));
        isTooMany(send(eager, "POST", "/payment/verify-session/cs_test_1", place, ""));
        isTooMany(send(eager, "POST", "/payment/cancel-subscription", place, ""));

        assertThat(checkout(other, place).status()).isEqualTo(200);
        assertThat(send(other, "POST", "/payment/verify-session/cs_test_1", place, "").status()).isEqualTo(400);
        assertThat(send(other, "POST", "/payment/cancel-subscription", place, "").status()).isEqualTo(404);
    }

    private static Answer checkout(Http client, String place) {
        return send(client, "POST", "/payment/create-session", place, "{\"plan\":\"Pro\",\"duration\":90}");
    }

    private static void exhaust(Supplier<Answer> request, int status) {
        for (int i = 0; i < Strict.USES; i++) {
            assertThat(request.get().status()).isEqualTo(status);
        }
    }

    private static void isTooMany(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(429);
        assertThat(answer.at("code")).isEqualTo("too-many-requests");
        assertThat(answer.error()).isEqualTo("Too many attempts, please try again later");
        assertThat(answer.at("detail")).isEqualTo(answer.error());
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.header("x-ds-access-token").or(() -> answer.header("x-ds-refresh-token"))).isEmpty();
        assertThat(Integer.parseInt(answer.header("Retry-After").orElseThrow())).isBetween(1, 360);
    }

    private static String register(RunningService service) {
        var email = "owner-" + UUID.randomUUID() + "@example.org";
        var answer = service.http().post("/auth/register",
                "{\"username\":\"Owner\",\"email\":\"%s\",\"password\":\"%s\",\"avatar\":\"\"}".formatted(email, PASSWORD));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return email;
    }

    private static Answer login(RunningService service, String address, String email, String password) {
        return post(service, "/auth/login", address, "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    private static Answer lookUp(String address, String email) {
        return post(NODES.a(), "/auth/check-email", address, "{\"email\":\"%s\"}".formatted(email));
    }

    private static Answer post(RunningService service, String path, String address, String body) {
        return send(service.http(), "POST", path, address, body);
    }

    private static Answer send(Http client, String method, String path, String address, String body) {
        return client.method(method, path, BodyPublishers.ofString(body),
                "Content-Type", "application/json", "X-Forwarded-For", "6.6.6.6, " + address);
    }

    /** A service that allows so little that it is soon used up, and so slowly that it stays so while a test looks. */
    private static final class Strict {
        static final int USES = 12;
        static final int PASSWORDS = 3;
        static final int PAYMENTS = 3;
        static final RunningService SERVICE = start();

        private static RunningService start() {
            try {
                return RunningService.start(
                        Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "strict-"),
                        "--TRUSTED_PROXIES=127.0.0.1",
                        "--THROTTLE_SIGN_INS=%d/15m".formatted(USES),
                        "--THROTTLE_PASSWORDS=%d/15m".formatted(PASSWORDS),
                        "--THROTTLE_PAYMENTS=%d/15m".formatted(PAYMENTS));
            } catch (IOException unusable) {
                throw new UncheckedIOException(unusable);
            }
        }
    }
}
