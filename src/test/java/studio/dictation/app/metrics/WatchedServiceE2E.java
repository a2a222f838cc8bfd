package studio.dictation.app.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Http;
import tools.jackson.databind.json.JsonMapper;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The figures of a running service, and those that dashboard, alerts and documents speak of. */
class WatchedServiceE2E {
    private static final Path ROOT = Path.of("..");
    private static final String SCRAPE = "//actuator/prometheus";
    private static final String ID = "\\p{XDigit}{8}-\\p{XDigit}{4}-";

    /** What Prometheus itself says of a target. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");
    private static final String TARGET = "up";

    private static final Pattern SERIES = Pattern.compile("\\b((?:dictation|http|jvm|process)_\\w+|up)\\b(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
    private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");
    private static final Pattern WORD = Pattern.compile("\\b[a-z]\\w*_\\w+\\b");

    private static final RunningService SERVICE = RunningService.shared();
    private static Figures figures;

    /**
     * What somebody wants to see.
     *
     * @param where it is asked for
     * @param query in PromQL
     * @param shown text in which labels of the result stand
     */
    record Wanted(String where, String query, String shown) {
        @Override
        public String toString() {
            return where;
        }
    }

    @BeforeAll
    static void somethingHappens() {
        var learner = SERVICE.learner();
        var session = learner.http().post("/payment/create-session", "{\"plan\":\"Pro\",\"duration\":90,\"isRecurring\":false}");
        learner.http().post("/payment/verify-session/" + session.at("session_id"), "{}");
        // The second one changes nothing on an account that is only remembered, and so is decided again.
        for (int i = 0; i < 2; i++) {
            learner.http().post("/user/config", "{\"language\":\"en\"}");
        }
        await().atMost(20, SECONDS).untilAsserted(() -> {
            figures = scraped();
            assertThat(figures.families()).contains("dictation_inbox_messages_total", "dictation_command_retries_total",
                    "dictation_projection_batch_events", "dictation_horizon_age_seconds", "dictation_projection_lag_seconds");
        });
    }

    static Stream<Wanted> wanted() throws IOException {
        return Stream.concat(dashboard(), alerts().map(alert ->
                new Wanted("alert " + alert.get("alert"), alert.get("expr").toString(), annotations(alert).get("summary").toString())));
    }

    static List<String> alertNames() throws IOException {
        return alerts().map(alert -> alert.get("alert").toString()).toList();
    }

    @ParameterizedTest
    @MethodSource("wanted")
    void tellsWhatIsWanted(Wanted wanted) {
        var series = SERIES.matcher(wanted.query()).results().toList();
        assertThat(series).as(wanted.query()).isNotEmpty();
        series.stream().filter(one -> !one.group(1).equals(TARGET)).forEach(one -> {
            assertThat(figures.labels()).containsKey(one.group(1));
            if (one.group(2) != null) {
                assertThat(labels(MATCHER, one.group(2))).isSubsetOf(with(one.group(1)));
            }
        });
        var all = series.stream().flatMap(one -> with(one.group(1)).stream()).collect(Collectors.toSet());
        GROUPED.matcher(wanted.query()).results()
                .forEach(group -> assertThat(group.group(1).split(",\\s*")).isSubsetOf(all));
        assertThat(labels(SHOWN, wanted.shown())).isSubsetOf(all);
    }

    @ParameterizedTest
    @MethodSource("alertNames")
    void hasASectionForEveryAlert(String name) throws IOException {
        var alert = alerts().filter(one -> one.get("alert").equals(name)).findFirst().orElseThrow();
        var page = annotations(alert).get("runbook_url").toString().split("#");
        assertThat(Files.readString(ROOT.resolve(page[0]))).contains("\n### " + name + "\n");
        assertThat(page[1]).isEqualTo(name.toLowerCase(Locale.ROOT));
        assertThat(((Map<?, ?>) alert.get("labels")).get("severity")).isIn("critical", "warning", "info");
    }

    @Test
    void saysInTheRunbookWhatEveryFigureIs() throws IOException {
        var page = Files.readString(ROOT.resolve("docs/operations.md"));
        assertThat(figures.families()).allSatisfy(family -> assertThat(page).contains("`" + family + "`"));
    }

    @Test
    void namesNoFigureThatDoesNotExist() throws IOException {
        var page = Files.readString(ROOT.resolve("docs/operations.md"));
        var known = Set.of("dictation_projection_parked_total");
        assertThat(WORD.matcher(page).results().map(word -> word.group()).filter(word -> word.startsWith("dictation_")))
                .isSubsetOf(Stream.concat(figures.families().stream(), known.stream()).toList());
    }

    @Test
    void putsNobodysAddressAndNoIdIntoLabels() {
        assertThat(figures.text()).doesNotContain("@").doesNotContainPattern(ID);
    }

    @Test
    void tellsHowTheStoresAndTheProjectionsAre() {
        assertThat(figures.value("dictation_store_up{store=\"postgresql\"}")).isEqualTo(1);
        assertThat(figures.value("dictation_store_up{store=\"redis\"}")).isEqualTo(1);
        for (var projection : List.of("learners", "catalog", "sessions")) {
            assertThat(figures.value("dictation_projection_available{projection=\"%s\"}".formatted(projection))).isEqualTo(1);
            assertThat(figures.value("dictation_projection_lag_seconds{projection=\"%s\",segment=\"0\"}".formatted(projection)))
                    .isBetween(0.0, 60.0);
            assertThat(figures.value("dictation_rebuild_running{projection=\"%s\"}".formatted(projection))).isZero();
        }
    }

    @Test
    void countsWhatBecameOfCommands() {
        var accepted = "dictation_commands_seconds_count{command=\"RegisterAccount\",outcome=\"accepted\"}";
        var refused = "dictation_commands_seconds_count{command=\"RegisterAccount\",outcome=\"refused\"}";
        var before = scraped();
        var learner = SERVICE.learner();
        SERVICE.http().post("/auth/register", "{\"username\":\"Bob\",\"email\":\"%s\",\"password\":\"%s:%s\"}"
                .formatted(learner.email(), "12".repeat(32), "34".repeat(32)));

        assertThat(scraped().value(accepted)).isGreaterThan(before.value(accepted));
        assertThat(scraped().value(refused)).isNotNaN().isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {SCRAPE, "//actuator/%70rometheus", "//actuator/prometheus?name=up"})
    void tellsAdministratorsOnly(String path) {
        Http anybody = SERVICE.http();

        assertThat(anybody.get(path).status()).isEqualTo(401);
        assertThat(anybody.as("").get(path).status()).isEqualTo(401);
        assertThat(anybody.as("null").get(path).status()).isEqualTo(401);
        assertThat(SERVICE.learner().http().get(path).status()).isEqualTo(403);
        assertThat(SERVICE.admin().get(path).status()).isEqualTo(200);
    }

    private static Figures scraped() {
        return Figures.of(SERVICE.admin().get(SCRAPE).text());
    }

    private static Set<String> with(String series) {
        return Stream.concat(figures.labels().getOrDefault(series, Set.of()).stream(), OF_PROMETHEUS.stream()).collect(Collectors.toSet());
    }

    private static List<String> labels(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(label -> label.group(1)).filter(label -> !label.equals("value")).toList();
    }

    private static Stream<Wanted> dashboard() throws IOException {
        var panels = JsonMapper.shared().readTree(Files.readString(ROOT.resolve("ops/grafana/dashboard.json"))).path("panels");
        return panels.valueStream().flatMap(panel -> panel.path("targets").valueStream()
                .map(target -> new Wanted("panel " + panel.path("title").asString(), target.path("expr").asString(),
                        target.path("legendFormat").asString())));
    }

    private static Stream<Map<?, ?>> alerts() throws IOException {
        Map<?, ?> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(ROOT.resolve("ops/prometheus/alerts.yml")));
        return list(file.get("groups")).flatMap(group -> list(group.get("rules")));
    }

    private static Stream<Map<?, ?>> list(Object items) {
        return ((List<?>) items).stream().map(item -> (Map<?, ?>) item);
    }

    private static Map<?, ?> annotations(Map<?, ?> alert) {
        return (Map<?, ?>) alert.get("annotations");
    }
}
