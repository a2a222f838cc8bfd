package studio.dictation.app.catalog;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import studio.dictation.query.redis.RedisDatabases;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists are kept in Redis until the catalogue changes, and clients need not read again what they have (C24). */
class KeptListsE2E {
    private static final int CATALOG = 1;
    private static final String CHANNELS = "/service/channel";

    private final RunningService service = RunningService.shared();
    private final Http anybody = service.http();
    private final Http admin = service.admin();

    @Test
    void areMadeOnceForTheSameQuestion() {
        Catalogue.channel("public");
        var made = anybody.get(CHANNELS);
        var kept = keptAnswers();

        var again = anybody.get(CHANNELS);

        assertThat(again.text()).isEqualTo(made.text());
        assertThat(keptAnswers()).isEqualTo(kept).isNotEmpty();
    }

    @Test
    void areAnsweredFromWhatWasKept() {
        Catalogue.channel("public");
        var made = anybody.get(CHANNELS).text();
        forEachKept((key, redis) -> {
            var kept = text(Objects.requireNonNull(redis.stringCommands().get(bytes(key))));
            redis.stringCommands().set(bytes(key), bytes(kept.replace(made, "[\"kept\"]")));
        });

        assertThat(anybody.get(CHANNELS).text()).isEqualTo("[\"kept\"]");

        Catalogue.channel("public");
        assertThat(anybody.get(CHANNELS).text()).contains("\"name\"").doesNotContain("\"kept\"");
    }

    @Test
    void showAChangeAtOnce() {
        for (int round = 0; round < 20; round++) {
            anybody.get(CHANNELS);
            var id = Catalogue.channel("public");

            assertThat(anybody.get(CHANNELS).text()).as("round %d", round).contains("\"" + id + "\"");
        }
    }

    @Test
    void areNeverMixedUpBetweenCallers() {
        var hidden = Catalogue.channel("private");

        assertThat(admin.get(CHANNELS).text()).contains(hidden);
        assertThat(anybody.get(CHANNELS).text()).doesNotContain(hidden);
        assertThat(admin.get(CHANNELS).text()).contains(hidden);
        assertThat(tag(admin.get(CHANNELS))).isNotEqualTo(tag(anybody.get(CHANNELS)));
    }

    @Test
    void liveTenMinutesAtMost() {
        Catalogue.channel("public");
        anybody.get(CHANNELS);

        forEachKept((key, redis) -> assertThat(redis.keyCommands().ttl(bytes(key))).as(key).isBetween(1L, 600L));
    }

    @Test
    void areNotKeptWhenTheyListNothing() {
        Catalogue.channel("public");
        anybody.get(CHANNELS);
        var before = keptAnswers();

        for (int i = 0; i < 10; i++) {
            assertThat(anybody.get(CHANNELS + "?language=made-up-" + i).text()).isEqualTo("[]");
            assertThat(anybody.get(CHANNELS + "?visibility=made-up-" + i).text()).isEqualTo("[]");
        }

        assertThat(keptAnswers()).isEqualTo(before);
    }

    @Test
    void areNotSentAgainToAClientThatHasThem() {
        Catalogue.channel("public");
        var first = anybody.get(CHANNELS);
        assertThat(first.header("Cache-Control")).hasValue("no-cache, private");
        assertThat(first.header("Vary").orElseThrow()).containsIgnoringCase("Authorization");

        var second = known(anybody, tag(first));
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.text()).isEmpty();

        Catalogue.channel("public");
        var third = known(anybody, tag(first));
        assertThat(third.status()).isEqualTo(200);
        assertThat(tag(third)).isNotEqualTo(tag(first));
    }

    @Test
    void ofAnAdministratorAreNotTakenForThoseOfEverybody() {
        Catalogue.channel("private");

        assertThat(known(anybody, tag(admin.get(CHANNELS))).status()).isEqualTo(200);
    }

    @Test
    void areCompressedForThoseWhoAskForIt() {
        for (int i = 0; i < 10; i++) {
            Catalogue.channel("public");
        }

        var compressed = anybody.method("GET", CHANNELS, BodyPublishers.noBody(), "Accept-Encoding", "gzip");

        assertThat(compressed.header("Content-Encoding")).hasValue("gzip");
        assertThat(tag(compressed)).isEqualTo(tag(anybody.get(CHANNELS)));
        assertThat(anybody.get(CHANNELS).header("Content-Encoding")).isEmpty();
    }

    private static Answer known(Http client, String tag) {
        return client.method("GET", CHANNELS, BodyPublishers.noBody(), "If-None-Match", tag);
    }

    private static String tag(Answer answer) {
        return answer.header("ETag").orElseThrow();
    }

    private List<String> keptAnswers() {
        return onRedis(redis -> keys(redis).stream()
                .sorted()
                .map(key -> key + "=" + text(Objects.requireNonNull(redis.stringCommands().get(bytes(key)))))
                .toList());
    }

    private void forEachKept(Kept what) {
        List<String> touched = onRedis(redis -> {
            var keys = keys(redis);
            keys.forEach(key -> what.with(key, redis));
            return keys;
        });
        assertThat(touched).isNotEmpty();
    }

    private static List<String> keys(RedisConnection redis) {
        Set<byte[]> found = Objects.requireNonNull(redis.keyCommands().keys(bytes("cache:channels:*")));
        return found.stream().map(KeptListsE2E::text).toList();
    }

    private <T> T onRedis(Function<RedisConnection, T> work) {
        try (var redis = service.part(RedisDatabases.class).factory(CATALOG).getConnection()) {
            return work.apply(redis);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Something to do with a kept answer. */
    private interface Kept {
        void with(String key, RedisConnection redis);
    }
}
