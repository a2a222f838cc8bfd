package studio.dictation.app.consistency;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.CapturedLog;
import studio.dictation.app.http.Answer;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** What goes with every event, and where the one secret in an event does not go. */
class StoredMetadataIT {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final Set<String> REQUIRED = Set.of("actor", "source", "correlationId");
    private static final Set<String> ALLOWED =
            Set.of("actor", "source", "reason", "reasonCode", "requestId", "correlationId", "causationId");
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final byte[] verifier = new byte[64];
    private final String email = "metadata-" + UUID.randomUUID() + "@example.org";

    @Test
    void isIdsOnlyAndNeverThePasswordVerifier() throws IOException {
        new SecureRandom().nextBytes(verifier);
        var answers = new ArrayList<Answer>();
        List<String> logged;
        try (var log = new CapturedLog()) {
            doEverything(answers);
            logged = log.lines();
        }

        var metadata = NODES.a().part(JdbcClient.class)
                .sql("SELECT convert_from(metadata, 'UTF8') FROM event").query(String.class).list();
        assertThat(metadata).isNotEmpty().allSatisfy(StoredMetadataIT::isIdsOnly);
        assertThat(metadata).filteredOn(one -> one.contains("\"http\"")).isNotEmpty().allSatisfy(one ->
                assertThat(JsonMapper.shared().readTree(one).path("requestId").asString()).matches(ID));

        assertThat(logged).as("the log was really listened to").anyMatch(line -> line.contains("/auth/register"));
        var files = NODES.postgres().data();
        for (var secret : spellings()) {
            assertThat(metadata).noneMatch(one -> one.contains(secret));
            assertThat(logged).noneMatch(line -> line.contains(secret));
            assertThat(answers).noneMatch(answer -> answer.toString().contains(secret));
            for (var server : new String[] {"postgres.log", "redis.log"}) {
                assertThat(Files.readString(files.resolveSibling(server))).doesNotContain(secret);
            }
        }
    }

    private void doEverything(List<Answer> answers) {
        var http = NODES.a().http();
        var hex = HexFormat.of().formatHex(verifier);
        var registration = "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"%s:%s\",\"avatar\":\"\"}"
                .formatted(email, hex.substring(0, 64), hex.substring(64));
        var registered = ok(http.post("/auth/register", registration));
        answers.add(registered);
        answers.add(http.post("/auth/register", registration));
        answers.add(http.post("/auth/register", registration.replace("\"Ann\"", "7")));
        answers.add(http.post("/auth/login", "{\"email\":\"%s\",\"password\":\"wrong password\"}".formatted(email)));
        var learner = new Client(email, http.as(registered.header("x-ds-access-token").orElseThrow()));
        var video = NODES.newVideo();
        answers.add(ok(learner.save(NODES.channel(), video, "typed")));
        answers.add(ok(learner.open(NODES.channel(), video)));
        answers.add(ok(NODES.admin(NODES.b()).post("/user/update-duration",
                "{\"emails\":[\"%s\"],\"duration\":30}".formatted(email))));
        answers.add(ok(learner.http().post("/auth/logout", "{}")));
    }

    private static void isIdsOnly(String metadata) {
        assertThat(metadata).doesNotContain("@");
        var values = JsonMapper.shared().readTree(metadata);
        assertThat(values.propertyNames()).containsAll(REQUIRED).isSubsetOf(ALLOWED);
        assertThat(values.path("actor").asString()).matches(ID + "|anonymous|system");
        assertThat(values.path("source").asString()).isIn("http", "system", "automation");
        assertThat(values.path("correlationId").asString()).matches(ID);
        assertThat(values.path("reason").asString()).matches("[A-Z][A-Za-z]+");
    }

    /** As clients send it, as events and Redis keep it, in parts too. */
    private List<String> spellings() {
        var hex = HexFormat.of().formatHex(verifier);
        var base64 = Base64.getEncoder().encodeToString(verifier);
        return List.of(hex.substring(0, 64), hex.substring(64), base64.substring(0, 40), base64.substring(44));
    }
}
