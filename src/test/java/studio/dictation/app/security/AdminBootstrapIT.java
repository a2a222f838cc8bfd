package studio.dictation.app.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.CapturedLog;
import studio.dictation.app.RunningService;
import studio.dictation.app.settings.AdminCredentials;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.command.identity.GrantRole;
import studio.dictation.command.identity.Role;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

class AdminBootstrapIT {
    private final RunningService service = RunningService.shared();
    private final Commands commands = service.part(Commands.class);
    private final AdminBootstrap bootstrap = service.part(AdminBootstrap.class);
    private final AdminPresence presence = service.part(AdminPresence.class);
    private final JdbcClient jdbc = service.part(JdbcClient.class);
    private final List<String> promoted = new ArrayList<>();
    private final AccountView first = account(RunningService.ADMIN_EMAIL);

    /** No command leaves a service without an administrator, but a store may be brought up without one. */
    @BeforeEach
    void forgetThatThereIsAnAdministrator() {
        service.admin();
        jdbc.sql("DELETE FROM admin").update();
        assertThat(presence.anyAdmin()).isFalse();
    }

    @AfterEach
    void leaveTheFirstOneAlone() {
        jdbc.sql("INSERT INTO admin (account_id) VALUES (?) ON CONFLICT DO NOTHING").param(first.accountId()).update();
        promoted.forEach(this::demote);
    }

    @Test
    void makesAnExistingAccountTheAdministratorAndKeepsItsPassword() {
        var learner = service.learner();

        bootstrap.ensure(credentials(" " + learner.email().toUpperCase(Locale.ROOT)));

        promoted.add(learner.email());
        assertThat(account(learner.email()).isAdmin()).isTrue();
        assertThat(learner.http().post("/service/channel", "{}").status()).isEqualTo(400);
    }

    @Test
    void createsOneAccountThoughSeveralNodesStartAtOnce() {
        var email = "first-" + UUID.randomUUID() + "@example.org";
        var failure = new AtomicReference<Throwable>();

        var nodes = IntStream.range(0, 4)
                .mapToObj(node -> CompletableFuture.runAsync(() -> bootstrap.ensure(credentials(email)))
                        .exceptionally(thrown -> {
                            failure.set(thrown);
                            return null;
                        }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(nodes).join();

        promoted.add(email);
        assertThat(failure.get()).isNull();
        assertThat(account(email).isAdmin()).isTrue();
    }

    @Test
    void doesNothingWhileThereIsAnAdministrator() {
        leaveTheFirstOneAlone();
        var learner = service.learner();

        bootstrap.ensure(credentials(learner.email()));

        assertThat(account(learner.email()).isAdmin()).isFalse();
    }

    @Test
    void saysThatItIsTriedAgainAndThatItIsDone() {
        var asked = new AtomicInteger();
        AdminPresence outOfReachAtFirst = () -> {
            if (asked.getAndIncrement() == 0) {
                throw new IllegalStateException("jdbc:postgresql://secret-host");
            }
            return true;
        };
        var beans = new StaticListableBeanFactory(Map.of("admin", credentials("first@example.org")));
        try (var log = new CapturedLog()) {
            new AdminBootstrap(beans.getBeanProvider(AdminCredentials.class), outOfReachAtFirst, commands,
                    service.part(Queries.class), service.part(PasswordHasher.class)).start();

            await().untilAsserted(() -> assertThat(log.lines())
                    .containsSubsequence("The first administrator cannot be created yet (java.lang.IllegalStateException);"
                            + " this is tried again for some minutes", "The first administrator is there now"));
            assertThat(log.lines()).noneMatch(line -> line.contains("secret-host") || line.contains("first@example.org"));
        }
    }

    private void demote(String email) {
        assertThatCode(() -> commands.send(new GrantRole(account(email).accountId(), Role.USER))).doesNotThrowAnyException();
    }

    private AccountView account(String email) {
        service.admin();
        return service.part(Queries.class).find(new GetAccount(email), AccountView.class).orElseThrow();
    }

    private static AdminCredentials credentials(String email) {
        return new AdminCredentials(email, new Secret("the first password"), null);
    }
}
