package studio.dictation.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** The whole process ends without a word between an approval, or a redeemed code, and what is to come of it. */
@Execution(ExecutionMode.CONCURRENT)
class KilledApprovalIT {
    private static final String PATH = "/user/channel-recommendations";
    private static final Pattern PORT = Pattern.compile("(?m)^port = (\\d+)");

    @TempDir
    private Path folder;

    private final ServiceProcesses services = new ServiceProcesses();

    @AfterEach
    void nothingStaysBehind() {
        services.killAll(folder);
    }

    @Test
    void leadsToTheChannelAndThePlanWhenItIsStartedAgain() throws Exception {
        var first = services.startReady(folder);
        var admin = signIn(first);
        var id = ok(admin.post(PATH, "{\"name\":\"N\",\"link\":\"https://youtube.com/@n\",\"language\":\"en\"}")).at("/recommendation/id");
        var code = ok(admin.post("/payment/generate-code", "{\"duration\":\"60days\"}")).at("code");
        // As if another node had it: so that the process ends between the two steps, and not somewhere near.
        store().sql("UPDATE automation SET owner = 'nobody', leased_until = clock_timestamp() + interval '1 hour'").update();

        var approved = admin.put(PATH + "/" + id,
                "{\"status\":\"approved\",\"channelId\":\"UC_killed\",\"name\":\"Listed later\",\"imageUrl\":\"i\"}");
        assertThat(approved.status()).as(approved.toString()).isEqualTo(200);
        assertThat(approved.at("/recommendation/status")).isEqualTo("pending");
        var redeemed = admin.post("/payment/verify-code", "{\"code\":\"%s\"}".formatted(code));
        assertThat(redeemed.status()).as(redeemed.toString()).isEqualTo(200);
        assertThat(redeemed.at("/plan/name")).isEqualTo("Free");
        store().sql("UPDATE automation SET leased_until = clock_timestamp() + interval '3 seconds'").update();
        first.signal("KILL");
        first.awaitEnd();

        var again = signIn(services.startReady(folder));
        await().atMost(60, SECONDS).until(() -> again.get(PATH + "/admin"), answer ->
                answer.status() == 200 && answer.at("/0/status").equals("approved"));
        assertThat(shown(() -> again.get("/service/channel/UC_killed")).at("name")).isEqualTo("Listed later");
        assertThat(store().sql("SELECT count(*) FROM event WHERE name IN ('catalog.ChannelListed', 'recommendation.RecommendationApproved')")
                .query(Integer.class).single()).isEqualTo(2);
        await().atMost(30, SECONDS).until(() -> again.get("/user/config").at("/config/plan/name").equals("Pro"));
        assertThat(store().sql("SELECT count(*) FROM event WHERE name IN ('code.CodeRedeemed', 'membership.PlanGranted')")
                .query(Integer.class).single()).isEqualTo(2);
    }

    private JdbcClient store() throws IOException {
        var data = folder.resolve("data");
        var port = PORT.matcher(Files.readString(data.resolve("postgres/postgresql.conf")));
        assertThat(port.find()).isTrue();
        return JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:%s/dictation".formatted(port.group(1)),
                "dictation", Files.readString(data.resolve("secrets/postgres-password")).strip()));
    }

    private static Http signIn(ServiceProcesses.Service service) {
        var anonymous = new Http(URI.create("http://127.0.0.1:" + service.port()), null);
        var credentials = "{\"email\":\"%s\",\"password\":\"%s\"}"
                .formatted(RunningService.ADMIN_EMAIL, RunningService.ADMIN_PASSWORD);
        var signedIn = await().atMost(30, SECONDS)
                .until(() -> anonymous.post("/auth/login", credentials), answer -> answer.status() == 200);
        return anonymous.as(signedIn.header("x-ds-access-token").orElseThrow());
    }

    private static Answer shown(Callable<Answer> read) {
        return ok(await().atMost(30, SECONDS).until(read, answer -> answer.status() != 503));
    }
}
