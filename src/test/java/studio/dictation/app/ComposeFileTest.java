package studio.dictation.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import studio.dictation.app.settings.Setting;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be known of the containers without running them. */
class ComposeFileTest {
    private static final Path ROOT = Path.of("..");

    private final String text = read("docker-compose.yml");
    private final Map<?, ?> compose = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);

    @Test
    void theServiceAndItsStoresAreSeparateContainersWithHealthChecks() {
        assertThat(map(compose, "services")).containsOnlyKeys("service", "worker", "web", "postgres", "redis");
        assertThat(service("postgres")).containsEntry("image", "postgres:18-alpine");
        assertThat(service("redis")).containsEntry("image", "redis:7-alpine");
        for (var name : List.of("service", "postgres", "redis")) {
            assertThat(map(service(name), "healthcheck")).containsKeys("test", "interval", "retries");
        }
        assertThat(map(map(service("service"), "depends_on"), "postgres")).containsEntry("condition", "service_healthy");
        assertThat(map(map(service("service"), "depends_on"), "redis")).containsEntry("condition", "service_healthy");
    }

    @Test
    void everyVolumeIsDeclared() {
        for (var name : List.of("service", "postgres", "redis")) {
            for (Object volume : (List<?>) service(name).get("volumes")) {
                assertThat(map(compose, "volumes")).containsKey(volume.toString().replaceFirst(":.*", ""));
            }
        }
    }

    @Test
    void theServiceIsGivenSettingsThatItKnows() {
        var known = Arrays.stream(Setting.values()).map(Setting::name).toList();
        assertThat(map(service("service"), "environment").keySet()).isSubsetOf(known)
                .contains("POSTGRES_URL", "REDIS_HOST", "JWT_SECRET_KEY", "LEDGER_SIGNING_KEY", "ADMIN_EMAIL", "ADMIN_PASSWORD");
    }

    @Test
    void everyOtherSettingIsHandedOn() {
        var here = List.of("DATA_DIR", "UPLOADS_DIR");
        var given = map(service("service"), "environment");
        assertThat(given.keySet()).containsAll(
                Arrays.stream(Setting.values()).map(Setting::name).filter(name -> !here.contains(name)).toList());
        assertThat(given).containsEntry("THROTTLE_PASSWORDS", "${THROTTLE_PASSWORDS:-}");
    }

    @Test
    void noSecretHasADefault() {
        var required = Pattern.compile("\\$\\{[A-Z_]+:\\?set [^}]+}");
        for (var setting : Setting.values()) {
            if (setting.secret()) {
                var given = map(service("service"), "environment").get(setting.name()).toString();
                // Not every service has a Supabase project beside it, sells something, or is scraped.
                if (Set.of(Setting.SUPABASE_JWT_SECRET, Setting.METRICS_TOKEN).contains(setting) || setting.name().startsWith("STRIPE_")) {
                    assertThat(given).isEqualTo("${%s:-}".formatted(setting));
                } else {
                    assertThat(given).matches(required);
                }
            }
        }
        assertThat(map(service("postgres"), "environment").get("POSTGRES_PASSWORD").toString()).matches(required);
    }

    @Test
    void redisKeepsWhatItIsGivenAndNeverEvicts() {
        assertThat(service("redis").get("command").toString())
                .startsWith("[redis-server, --requirepass, ${REDIS_PASSWORD:?")
                .contains("--appendonly, yes", "--maxmemory-policy, noeviction");
    }

    @Test
    void theImageRunsWithoutRightsAndIsTrainedAndWatched() {
        var dockerfile = read("Dockerfile");
        assertThat(dockerfile).contains("USER dictation").contains("HEALTHCHECK")
                .contains("/actuator/health/readiness").contains("RUN bin/dictation-studio --train");
        assertThat(dockerfile.indexOf("USER dictation")).isLessThan(dockerfile.indexOf("--train"));
    }

    @Test
    void anotherProfileHasOneNodeThatWorksAndTwoThatAnswer() {
        for (var name : List.of("worker", "web")) {
            assertThat(service(name)).containsEntry("profiles", List.of("nodes"))
                    .containsEntry("depends_on", service("service").get("depends_on"))
                    .containsEntry("healthcheck", service("service").get("healthcheck"));
            assertThat(map(service(name), "environment")).containsEntry("NODE_ROLE", name)
                    .containsAllEntriesOf(without("NODE_ROLE", map(service("service"), "environment")));
        }
        assertThat((List<?>) service("worker").get("ports")).isEmpty();
        assertThat(map(service("web"), "deploy")).containsEntry("replicas", 2);
        assertThat(service("service")).doesNotContainKey("profiles");
    }

    private static Map<String, Object> without(String name, Map<String, Object> entries) {
        var others = new LinkedHashMap<>(entries);
        others.remove(name);
        return others;
    }

    private Map<String, Object> service(String name) {
        return map(map(compose, "services"), name);
    }

    private static Map<String, Object> map(Map<?, ?> parent, String key) {
        assertThat(parent.containsKey(key)).as(key).isTrue();
        var children = new LinkedHashMap<String, Object>();
        // A volume without options has no value.
        ((Map<?, ?>) parent.get(key)).forEach((name, value) -> children.put(name.toString(), value == null ? "" : value));
        return children;
    }

    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
