package studio.dictation.app.consistency;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
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
            Set.of("actor", "source", "reason", "requestId", "correlationId", "causationId");
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final byte[] verifier = new byte[64];
    private final String email = "metadata-" + UUID.randomUUID() + "@example.org";

    @Test
    void isIdsOnlyAndNeverThePasswordVerifier() throws IOException {
        new SecureRandom().nextBytes(verifier);
        var answers = new ArrayList<Answer>();
        List<String> logged;
        try (var log = new Captured()) {
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
        assertThat(values.path("source").asString()).isIn("http", "system");
        assertThat(values.path("correlationId").asString()).matches(ID);
        assertThat(values.path("reason").asString()).matches("[A-Z][A-Za-z]+");
    }

    /** As clients send it, as events and Redis keep it, in parts too. */
    private List<String> spellings() {
        var hex = HexFormat.of().formatHex(verifier);
        var base64 = Base64.getEncoder().encodeToString(verifier);
        return List.of(hex.substring(0, 64), hex.substring(64), base64.substring(0, 40), base64.substring(44));
    }

    /** Everything the libraries and we say while it is open, down to the details. */
    private static final class Captured extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private static final List<String> LOGGERS = List.of(Logger.ROOT_LOGGER_NAME, "studio.dictation");

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final List<Level> before = new ArrayList<>();

        Captured() {
            for (var name : LOGGERS) {
                before.add(logger(name).getLevel());
                logger(name).setLevel(Level.DEBUG);
            }
            start();
            // Nothing of this goes to the console.
            var root = logger(Logger.ROOT_LOGGER_NAME);
            root.iteratorForAppenders().forEachRemaining(console -> console.addFilter(new Quiet()));
            root.addAppender(this);
        }

        List<String> lines() {
            return List.copyOf(lines);
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage() + (event.getThrowableProxy() == null
                    ? ""
                    : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }

        @Override
        public void close() {
            var root = logger(Logger.ROOT_LOGGER_NAME);
            root.detachAppender(this);
            root.iteratorForAppenders().forEachRemaining(console -> console.clearAllFilters());
            for (int i = 0; i < LOGGERS.size(); i++) {
                logger(LOGGERS.get(i)).setLevel(before.get(i));
            }
        }

        private static Logger logger(String name) {
            return (Logger) LoggerFactory.getLogger(name);
        }
    }

    private static final class Quiet extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            return event.getLevel().isGreaterOrEqual(Level.INFO)
                    ? FilterReply.NEUTRAL
                    : FilterReply.DENY;
        }
    }
}
