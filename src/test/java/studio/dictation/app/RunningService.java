package studio.dictation.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import studio.dictation.app.stripe.LoopbackStripe;
import studio.dictation.app.youtube.FakeYouTube;
import studio.dictation.app.youtube.StandIn;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The whole service with its own PostgreSQL and Redis, on free ports and in a folder of its own. One is shared by all tests
 * of a JVM; it ends with the JVM.
 */
public final class RunningService {
    public static final String ADMIN_EMAIL = "admin@dictation.localhost";
    public static final String ADMIN_PASSWORD = "the first password";

    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** The one that tests share. */
    public static RunningService shared() {
        return Shared.SERVICE;
    }

    /** Starts one more and waits until it is ready; settings as {@code --NAME=value}. */
    public static RunningService start(Path dataDir, String... settings) {
        var service = launch(dataDir, settings);
        await().atMost(20, SECONDS).until(() -> service.http().get("//actuator/health/readiness").status() == 200);
        return service;
    }

    /** Starts one more, which may not become ready before others do. */
    public static RunningService launch(Path dataDir, String... settings) {
        if (Stream.of(settings).noneMatch(setting -> setting.startsWith("--POSTGRES_URL="))) {
            EmptyCluster.copyTo(dataDir);
        }
        var arguments = new ArrayList<>(List.of(
                "--PORT=0",
                "--server.address=127.0.0.1",
                "--DATA_DIR=" + dataDir,
                "--ADMIN_EMAIL=" + ADMIN_EMAIL,
                "--ADMIN_PASSWORD=" + ADMIN_PASSWORD,
                "--YOUTUBE_BASE_URL=" + FakeYouTube.shared().address(),
                "--YT_DLP_PATH=" + StandIn.program(),
                "--STRIPE_SECRET_KEY=" + LoopbackStripe.KEY,
                "--STRIPE_API_BASE=" + LoopbackStripe.shared().address(),
                "--STRIPE_SUCCESS_URL=https://app.example.org/upgrade?from=shop",
                "--STRIPE_CANCEL_URL=https://app.example.org/plans",
                "--PLAN_PRICES=Basic=299,Pro=699,Premium=1199",
                "--RECONCILE_INTERVAL_MINUTES=0",
                // All learners of all tests come from one address.
                "--THROTTLE_SIGN_INS=1000/1s", "--THROTTLE_REGISTRATIONS=1000/1s",
                "--THROTTLE_PAYMENTS=1000/1s"));
        List.of(settings).forEach(setting -> {
            var name = setting.substring(0, setting.indexOf('=') + 1);
            arguments.removeIf(given -> given.startsWith(name));
            arguments.add(setting);
        });
        return new RunningService(DictationStudio.application().run(arguments.toArray(String[]::new)));
    }

    /** A client that is not signed in. */
    public Http http() {
        var port = context.getEnvironment().getRequiredProperty("local.server.port");
        return new Http(URI.create("http://127.0.0.1:" + port), null);
    }

    /** A client signed in as the first administrator. */
    public Http admin() {
        return this == Shared.SERVICE ? Shared.ADMIN : signInAdmin();
    }

    /** A client signed in as a new learner. */
    public Learner learner() {
        var email = "learner-" + UUID.randomUUID() + "@example.org";
        return new Learner(email, signedIn(register(email)));
    }

    /** Registers with a verifier that a client made, which costs no hashing. */
    public Answer register(String email) {
        var random = UUID.randomUUID();
        var half = HexFormat.of().toHexDigits(random.getMostSignificantBits())
                + HexFormat.of().toHexDigits(random.getLeastSignificantBits());
        var verifier = half.repeat(2) + ":" + half.repeat(2);
        var answer = http().post("/auth/register",
                "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"%s\",\"avatar\":\"\"}".formatted(email, verifier));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    /** A client that carries the access token of an answer. */
    public Http signedIn(Answer answer) {
        return http().as(answer.header("x-ds-access-token").orElseThrow());
    }

    /** A part of the service, for tests of what HTTP cannot reach. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** The names of all its parts. */
    List<String> parts() {
        return List.of(context.getBeanDefinitionNames());
    }

    public void stop() {
        context.close();
    }

    private Http signInAdmin() {
        var credentials = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(ADMIN_EMAIL, ADMIN_PASSWORD);
        return signedIn(await().atMost(20, SECONDS)
                .until(() -> http().post("/auth/login", credentials), answer -> answer.status() == 200));
    }

    /** A learner and their client. */
    public record Learner(String email, Http http) {}

    private static final class Shared {
        static final RunningService SERVICE = start(folder());
        static final Http ADMIN = SERVICE.signInAdmin();

        private static Path folder() {
            try {
                return Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "service-");
            } catch (IOException unusable) {
                throw new AssertionError("No folder for the service's data", unusable);
            }
        }
    }
}
