package studio.dictation.app.throttle;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.nodes.TwoNodes;

import static org.assertj.core.api.Assertions.assertThat;

/** What is tried too often is refused with 429, on all nodes together. */
class ThrottleE2E {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final String PASSWORD = "a good password";
    private static final String WRONG = "a bad password";

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
            // The network counts, not the single address.
            answers.add(lookUp("2001:db8:7:7::" + i, "any-" + UUID.randomUUID() + "@example.org"));
        }

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        isTooMany(lookUp("2001:db8:7:7::ffff", "any-" + UUID.randomUUID() + "@example.org"));
        assertThat(lookUp("2001:db8:7:8::1", "any-" + UUID.randomUUID() + "@example.org").status()).isEqualTo(200);
    }

    @Test
    void whatIsNoAddressAtAllIsCountedAsWell() {
        for (var email : List.of("*", "user:x", "a@b")) {
            assertThat(lookUp("192.0.2.200", email).status()).isEqualTo(400);
        }
    }

    private static void isTooMany(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(429);
        assertThat(answer.at("code")).isEqualTo("too-many-requests");
        assertThat(answer.error()).isEqualTo("Too many attempts, please try again later");
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
        return service.http().method("POST", path, BodyPublishers.ofString(body),
                "Content-Type", "application/json", "X-Forwarded-For", "6.6.6.6, " + address);
    }
}
