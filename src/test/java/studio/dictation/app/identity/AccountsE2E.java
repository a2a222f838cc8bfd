package studio.dictation.app.identity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A8: GET /auth/users, and U7: GET /user/all. */
class AccountsE2E {
    private static final int CROWD = 240;
    private static final String CHANNEL = Catalogue.channel("public");

    private final RunningService service = RunningService.shared();

    /** Many at once, so that some were registered in the same millisecond. */
    @BeforeAll
    static void registerACrowd() {
        for (int i = 0; i < CROWD / 40; i++) {
            AtOnce.send(40, number -> RunningService.shared().register("crowd-" + UUID.randomUUID() + "@example.org"));
        }
    }

    @Test
    void listsEverybodyInTheOrderOfRegistration() {
        var newest = service.learner();

        var answer = list("");

        var users = users(answer);
        assertThat(users).hasSizeGreaterThan(CROWD).doesNotHaveDuplicates();
        assertThat(users.getLast()).isEqualTo(newest.email());
        assertThat(users).contains(RunningService.ADMIN_EMAIL);
        var registered = StreamSupport.stream(answer.node("users").spliterator(), false)
                .map(user -> user.path("created_at").asLong())
                .toList();
        assertThat(registered).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(answer.json().has("nextCursor")).isFalse();
        assertThat(service.admin().get("/user/all").text()).isEqualTo(answer.text());
    }

    @Test
    void tellsNothingOfPasswordsAndIds() {
        assertThat(list("").text()).doesNotContain("password", "account_id", "accountId", "quota_kept");
    }

    @Test
    void showsTheAccountAndWhatItsLearnerHasDone() {
        var learner = service.learner();
        var first = Catalogue.video(CHANNEL, "public");
        var second = Catalogue.video(CHANNEL, "public");
        learner.http().post("/user/register_dictation",
                "{\"channelId\":\"%s\",\"videoId\":\"%s\"}".formatted(CHANNEL, first));
        learner.http().post("/user/progress", ("{\"channelId\":\"%s\",\"videoId\":\"%s\",\"userInput\":{\"0\":\"héllo\"},"
                + "\"currentTime\":1795393200000,\"overallCompletion\":12.5,\"duration\":90}").formatted(CHANNEL, second));

        var user = user(learner);

        assertThat(user.path("username").asString()).isEqualTo("Ann");
        assertThat(user.path("role").asString()).isEqualTo("User");
        assertThat(user.at("/plan/name").asString()).isEqualTo("Free");
        assertThat(user.at("/dictation_config/shortcuts/next").asString()).isEqualTo("Enter");
        assertThat(user.path("dictation_progress").size()).isEqualTo(2);
        assertThat(user.path("dictation_progress").path(CHANNEL + ":" + first).path("userInput")).hasToString("{}");
        assertThat(user.path("dictation_progress").path(CHANNEL + ":" + second)).hasToString(
                "{\"userInput\":{\"0\":\"héllo\"},\"currentTime\":1795393200000,\"overallCompletion\":12.5}");
        assertThat(user.at("/quota/videos/0").asString()).isEqualTo(CHANNEL + ":" + first);
        assertThat(user.at("/duration_data/duration").asInt()).isEqualTo(90);
    }

    @Test
    void goesThroughEverybodyOnceThoughAccountsAreBeingAdded() {
        var before = users(list(""));
        var adding = CompletableFuture.runAsync(() -> IntStream.range(0, 40)
                .forEach(number -> service.register("late-" + UUID.randomUUID() + "@example.org")), Thread::startVirtualThread);
        var seen = new ArrayList<String>();
        @Nullable String cursor = null;
        do {
            var answer = list("?limit=7" + (cursor == null ? "" : "&cursor=" + cursor));
            assertThat(answer.node("users").size()).isBetween(1, 7);
            seen.addAll(users(answer));
            cursor = answer.json().has("nextCursor") ? answer.at("nextCursor") : null;
        } while (cursor != null);
        adding.join();

        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
        assertThat(seen.subList(0, before.size())).isEqualTo(before);
    }

    @Test
    void endsWithTheLastPageWhateverItsSize() {
        var all = users(list(""));

        var answer = list("?limit=" + all.size());
        var oneLess = list("?limit=" + (all.size() - 1));
        var rest = list("?cursor=" + oneLess.at("nextCursor"));

        assertThat(users(answer)).isEqualTo(all);
        assertThat(answer.json().has("nextCursor")).isFalse();
        assertThat(users(rest)).containsExactly(all.getLast());
        assertThat(rest.json().has("nextCursor")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001"})
    void hasPagesOfAThousandAtMost(String limit) {
        refused(list("?limit=" + limit), "limit must be a whole number from 1 to 1,000", "limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten", "1.5", "99999999999"})
    void wantsANumberAsLimit(String limit) {
        refused(list("?limit=" + limit), "Invalid value", "limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%25", "nobody@example.org", "*", "x y"})
    void wantsACursorThatWasGivenOut(String cursor) {
        refused(list("?cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)), "cursor is none that was given out", "cursor");
        var made = Base64.getUrlEncoder().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
        refused(list("?limit=1&cursor=" + made), "cursor is none that was given out", "cursor");
    }

    @Test
    void isForAdministratorsOnly() {
        var learner = service.learner().http();
        for (var path : Set.of("/auth/users", "/user/all")) {
            assertThat(learner.get(path).status()).isEqualTo(403);
            assertThat(learner.get(path).error()).isEqualTo("Admin access required");
            assertThat(service.http().get(path).status()).isEqualTo(401);
        }
    }

    private JsonNode user(Learner learner) {
        for (var user : list("").node("users")) {
            if (user.path("email").asString().equals(learner.email())) {
                return user;
            }
        }
        throw new AssertionError("Not on the list: " + learner.email());
    }

    private Answer list(String query) {
        return service.admin().get("/auth/users" + query);
    }

    private static List<String> users(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return StreamSupport.stream(answer.node("users").spliterator(), false)
                .map(user -> user.path("email").asString())
                .toList();
    }

    private static void refused(Answer answer, String error, String field) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.faultyFields()).containsExactly(field);
    }
}
