package studio.dictation.app.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.CapturedLog;
import studio.dictation.app.RunningService;
import studio.dictation.app.consistency.Stored;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.command.identity.GrantRole;
import studio.dictation.command.identity.Role;
import studio.dictation.command.identity.VerifyEmail;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

import static org.assertj.core.api.Assertions.assertThat;

/** A2 and A6 with LEGACY_LOGIN, for clients that send no proof (contract C3). */
class LegacyLoginE2E {
    private static RunningService service;

    private final String email = "legacy-" + UUID.randomUUID() + "@example.org";

    @BeforeAll
    static void start() throws Exception {
        RunningService.shared(); // brings logging up, which is listened to here
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "legacy-");
        try (var log = new CapturedLog()) {
            service = RunningService.start(folder, "--LEGACY_LOGIN=true");
            assertThat(log.lines()).filteredOn(line -> line.startsWith("LEGACY_LOGIN is on")).hasSize(1);
        }
    }

    @AfterAll
    static void stop() {
        service.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/login", "/auth/userinfo"})
    void opensAnAccountByNameAndFindsItByAddressAlone(String route) {
        var opened = post(route, ",\"username\":\"李明\",\"avatar\":\"\"");
        var found = post(route, "");

        for (var answer : new Answer[] {opened, found}) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.at("/user/email")).isEqualTo(email);
            assertThat(service.signedIn(answer).get("/user/duration").status()).isEqualTo(200);
        }
        assertThat(Stored.by(service).accounts(email)).isEqualTo(1);
    }

    @Test
    void opensOneAccountThoughManyAskAtOnce() {
        var answers = AtOnce.send(6, number -> post("/auth/userinfo", ",\"username\":\"Ann Other\",\"avatar\":null"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertThat(Stored.by(service).accounts(email)).isEqualTo(1);
    }

    @Test
    void needsANameForAnUnknownAddress() {
        var answer = post("/auth/login", ",\"username\":\" \",\"avatar\":\"\"");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("Username, email and avatar are required");
        assertThat(Stored.by(service).accounts(email)).isZero();
    }

    @Test
    void opensNoAccountWithAPasswordAndNoAdministrators() {
        service.register(email);
        refused(post("/auth/login", ",\"username\":\"Ann\",\"avatar\":\"\""));
        refused(service.http().post("/auth/userinfo", "{\"email\":\"%s\"}".formatted(RunningService.ADMIN_EMAIL)));

        var admin = "admin-" + email;
        var body = "{\"email\":\"%s\",\"username\":\"Ann\",\"avatar\":\"\"}".formatted(admin);
        assertThat(service.http().post("/auth/login", body).status()).isEqualTo(200);
        var account = service.part(Queries.class).find(new GetAccount(admin), AccountView.class).orElseThrow();
        service.part(Commands.class).send(new GrantRole(account.accountId(), Role.ADMIN));
        refused(service.http().post("/auth/login", body));
    }

    @Test
    void opensNoAccountWhoseAddressWasProvenOnce() {
        assertThat(post("/auth/login", ",\"username\":\"Ann\",\"avatar\":\"\"").status()).isEqualTo(200);
        var account = service.part(Queries.class).find(new GetAccount(email), AccountView.class).orElseThrow();

        service.part(Commands.class).send(new VerifyEmail(account.accountId()));

        refused(post("/auth/login", ",\"username\":\"Ann\",\"avatar\":\"\""));
        refused(post("/auth/userinfo", ""));
    }

    @Test
    void wantsTheTokenOfAnAccountToBeThatAccountsIfThereIsOne() {
        var other = service.register("other-" + email);

        var answer = service.signedIn(other).post("/auth/userinfo", "{\"email\":\"%s\",\"username\":\"Ann\"}".formatted(email));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(Stored.by(service).accounts(email)).isZero();
    }

    private Answer post(String route, String more) {
        return service.http().post(route, "{\"email\":\"%s\"%s}".formatted(email, more));
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.at("code")).isEqualTo("proof-required");
        assertThat(answer.header("x-ds-access-token")).isEmpty();
    }
}
