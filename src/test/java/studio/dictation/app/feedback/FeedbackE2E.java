package studio.dictation.app.feedback;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;
import studio.dictation.app.http.Http.Multipart;
import studio.dictation.query.redis.RedisDatabases;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** U21 to U24: POST and GET /user/feedback, GET /user/feedback/admin/list, POST /user/feedback/admin. */
class FeedbackE2E {
    private static final String PATH = "/user/feedback";
    private static final String LIST = "/user/feedback/admin/list";
    private static final String ANSWER = "/user/feedback/admin";
    private static final String REQUIRED = "Feedback message is required";
    private static final String URL_ENCODED = "application/x-www-form-urlencoded";
    private static final int MEBIBYTE = 1 << 20;

    private final RunningService service = RunningService.shared();
    private final Learner ann = service.learner();
    private final Http learner = ann.http();

    @Test
    void isNoneAtFirst() {
        var answer = learner.get(PATH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("[]");
    }

    @Test
    void isSentAndRead() {
        var file = Images.png(2_000);

        var sent = learner.post(PATH, new Multipart().field("message", "  Line 3 is \u706f.\n").file("images", "a.png", file));

        assertThat(sent.status()).as(sent.toString()).isEqualTo(200);
        assertThat(sent.at("message")).isEqualTo("Feedback message submitted successfully");
        long at = sent.node("/feedback/timestamp").asLong();
        var image = sent.at("/feedback/images/0");
        assertThat(image).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(sent.node("feedback")).hasToString(message(at, "Ann", "user", "Line 3 is \u706f.", ann.email(), "\"" + image + "\""));
        assertThat(learner.get(PATH).text()).isEqualTo("[" + message(at, "Ann", "user", "Line 3 is \u706f.", ann.email(),
                "\"" + Images.url("image/png", file) + "\"") + "]");
    }

    @Test
    void isAnswered() {
        learner.post(PATH, "{\"message\":\"Is anybody there?\"}");

        var sent = service.admin().post(ANSWER, new Multipart()
                .field("email", " " + ann.email().toUpperCase(Locale.ROOT)).field("response", "Yes.")
                .file("images", "a.gif", Images.file("474946383961", 7)));

        assertThat(sent.status()).as(sent.toString()).isEqualTo(200);
        assertThat(sent.at("message")).isEqualTo("Feedback message sent successfully");
        assertThat(sent.at("/feedback/senderType")).isEqualTo("admin");
        assertThat(sent.at("/feedback/sender")).isNotBlank();
        assertThat(sent.at("/feedback/email")).isEqualTo(ann.email());
        var thread = learner.get(PATH).json();
        assertThat(texts(thread, "message")).containsExactly("Is anybody there?", "Yes.");
        assertThat(texts(thread, "senderType")).containsExactly("user", "admin");
        assertThat(thread.at("/1/images/0").asString()).startsWith("data:image/gif;base64,");
        assertThat(thread.at("/1/timestamp").asLong()).isGreaterThan(thread.at("/0/timestamp").asLong());
    }

    /** Contract C19. */
    @Test
    void comesInAnyForm() {
        var urlEncoded = "message=" + URLEncoder.encode("By URL \u706f & co", StandardCharsets.UTF_8);

        assertThat(learner.method("POST", PATH, BodyPublishers.ofString(urlEncoded), "Content-Type", URL_ENCODED).status()).isEqualTo(200);
        assertThat(learner.post(PATH, "{\"message\":\"By JSON \u706f\",\"images\":[]}").status()).isEqualTo(200);
        assertThat(learner.post(PATH, new Multipart().field("message", "By form \u706f").field("images", "no file").file("images", "", new byte[0]))
                .status()).isEqualTo(200);
        assertThat(service.admin().post(ANSWER, "{\"email\":\"%s\",\"response\":\"By JSON\"}".formatted(ann.email())).status()).isEqualTo(200);

        var thread = learner.get(PATH).json();
        assertThat(texts(thread, "message")).containsExactly("By URL \u706f & co", "By JSON \u706f", "By form \u706f", "By JSON");
        assertThat(thread.at("/2/images").size()).isZero();
    }

    @Test
    void isNotBlank() {
        for (var blank : List.of(
                learner.post(PATH, "{}"),
                learner.post(PATH, "{\"message\":\" \\n\"}"),
                learner.post(PATH, "{\"message\":null}"),
                learner.post(PATH, new Multipart().field("message", "").file("images", "a.png", Images.png(8))),
                learner.method("POST", PATH, BodyPublishers.ofString("text=x"), "Content-Type", URL_ENCODED))) {
            refused(blank, 400, REQUIRED, "message");
        }
        refused(service.admin().post(ANSWER, "{\"email\":\"%s\",\"response\":\" \"}".formatted(ann.email())), 400, REQUIRED, "response");
        refused(service.admin().post(ANSWER, "{}"), 400, REQUIRED, "response");
        nothingWasSent();
    }

    @Test
    void isNothingElse() {
        refused(learner.method("POST", PATH, BodyPublishers.ofString("hello"), "Content-Type", "text/plain"), 400,
                "Unsupported content type");
        refused(learner.method("POST", PATH, BodyPublishers.ofString("hello")), 400, "Unsupported content type");
        refused(learner.method("POST", PATH, BodyPublishers.ofString("hello"), "Content-Type", "?"), 400, "Unsupported content type");
        refused(learner.post(PATH, "{\"message\":"), 400, "Malformed JSON");
        refused(learner.post(PATH, "null"), 400, "Request body is required");
        assertThat(learner.post(PATH, "{\"message\":7}").faultyFields()).containsExactly("message");
        nothingWasSent();
    }

    @Test
    void isNotEndless() {
        refused(learner.post(PATH, "{\"message\":\"%s\"}".formatted("a".repeat(4_001))), 400,
                "message must have 1 to 4,000 characters", "message");
        assertThat(learner.post(PATH, "{\"message\":\"%s\"}".formatted("a".repeat(2 * MEBIBYTE))).status()).isEqualTo(413);
        refused(service.admin().post(ANSWER, "{\"email\":\"%s\",\"response\":\"%s\"}".formatted(ann.email(), "a".repeat(4_001))), 400,
                "response must have 1 to 4,000 characters", "response");
        nothingWasSent();
    }

    @ParameterizedTest
    @CsvSource({
        "ffd8ffe0, image/jpeg", "474946383761, image/gif", "474946383961, image/gif", "524946460000000057454250, image/webp",
        "89504e470d0a1a0a, image/png"
    })
    void hasImagesOfTheTypesThatBrowsersShow(String hex, String mediaType) {
        var file = Images.file(hex, 100);

        assertThat(learner.post(PATH, new Multipart().field("message", "See").file("images", "evil.svg", file)).status()).isEqualTo(200);

        assertThat(learner.get(PATH).at("/0/images/0")).isEqualTo(Images.url(mediaType, file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3c737667", "3c68746d6c3e", "25504446", "524946460000000057415645"})
    void hasNoFilesThatAreNoImages(String hex) {
        var form = new Multipart().field("message", "See")
                .file("images", "a.png", Images.png(8)).file("images", "b.png", Images.file(hex, hex.length() / 2));

        refused(learner.post(PATH, form), 400, "images must be PNG, JPEG, GIF or WebP", "images");
        nothingWasSent();
    }

    @Test
    void hasImagesOfReasonableSizeAndNumber() {
        var many = new Multipart().field("message", "See");
        IntStream.range(0, 5).forEach(i -> many.file("images", i + ".png", Images.png(8)));
        refused(learner.post(PATH, many), 400, "images must be at most 4", "images");
        refused(learner.post(PATH, new Multipart().field("message", "See").file("images", "a.png", Images.png(MEBIBYTE + 1))), 413,
                "Request body is too large", "images");
        assertThat(learner.post(PATH, new Multipart().field("message", "See").file("images", "a.png", Images.png(3 * MEBIBYTE))).status())
                .isEqualTo(413);
        refused(service.admin().post(ANSWER, new Multipart().field("email", ann.email()).field("response", "See")
                .file("images", "a.png", Images.png(MEBIBYTE + 1))), 413, "Request body is too large", "images");
        nothingWasSent();
    }

    @Test
    void showsAsManyImagesAsFitOneAnswer() {
        for (int i = 0; i < 2; i++) {
            var form = new Multipart().field("message", "See " + i);
            IntStream.range(0, 4).forEach(j -> form.file("images", j + ".png", Images.png(MEBIBYTE)));
            assertThat(learner.post(PATH, form).status()).isEqualTo(200);
        }

        var all = learner.get(PATH);
        assertThat(all.text().length()).isLessThan(9 * MEBIBYTE);
        assertThat(all.node("/1/images").size()).isEqualTo(4);
        assertThat(all.node("/0/images").size()).isEqualTo(1);
        var older = learner.get(PATH + "?cursor=" + all.node("/1/timestamp").asLong());
        assertThat(older.json().size()).isEqualTo(1);
        assertThat(older.node("/0/images").size()).isEqualTo(4);
    }

    @Test
    void isReadInParts() {
        IntStream.range(0, 5).forEach(i -> say("Message " + i));

        var last = learner.get(PATH + "?limit=2").json();
        var before = learner.get(PATH + "?limit=2&cursor=" + last.at("/0/timestamp").asLong()).json();

        assertThat(texts(last, "message")).containsExactly("Message 3", "Message 4");
        assertThat(texts(before, "message")).containsExactly("Message 1", "Message 2");
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=1001, limit", "limit=x, limit", "cursor=-1, cursor", "cursor=FB_1, cursor"})
    void isReadInPartsThatThereAre(String query, String field) {
        assertThat(learner.get(PATH + "?" + query).faultyFields()).containsExactly(field);
        var list = service.admin().get(LIST + "?" + query);
        assertThat(list.status()).as(list.toString()).isEqualTo(400);
        assertThat(list.faultyFields()).containsExactly(field);
    }

    @Test
    void isTheLearnersOwn() {
        var other = service.learner();
        say("Between us");

        refused(other.http().get(PATH + "?userEmail=" + ann.email()), 403, "Admin access required");
        refused(other.http().get(PATH + "?userEmail=nobody@example.org"), 403, "Admin access required");
        assertThat(other.http().get(PATH + "?userEmail=").text()).isEqualTo("[]");
        assertThat(texts(learner.get(PATH + "?userEmail=" + ann.email().replace("learner", "Learner")).json(), "message"))
                .containsExactly("Between us");
        assertThat(texts(service.admin().get(PATH + "?userEmail=" + ann.email()).json(), "message")).containsExactly("Between us");
        refused(service.admin().get(PATH + "?userEmail=nobody@example.org"), 404, "User not found");
    }

    @Test
    void isAnsweredToSomebody() {
        refused(service.admin().post(ANSWER, "{\"email\":\"nobody@example.org\",\"response\":\"Hello\"}"), 404, "User not found");
        refused(service.admin().post(ANSWER, "{\"response\":\"Hello\"}"), 400, "email is required", "email");
    }

    @Test
    void isListedByTheNewestMessage() {
        var other = service.learner();
        say("First");
        other.http().post(PATH, "{\"message\":\"Second\"}");
        assertThat(newestTwo()).containsExactly(other.email(), ann.email());

        say("Third");

        assertThat(newestTwo()).containsExactly(ann.email(), other.email());
        var all = service.admin().get(LIST).json();
        assertThat(texts(all, "email")).doesNotHaveDuplicates().contains(ann.email(), other.email());
        assertThat(StreamSupport.stream(all.spliterator(), false).map(thread -> thread.path("timestamp").asLong()).toList())
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(all.get(0).propertyNames()).containsExactly("email", "timestamp");
        assertThat(all.at("/0/timestamp").asLong()).isEqualTo(learner.get(PATH).node("/1/timestamp").asLong());
    }

    @Test
    void isListedInParts() {
        IntStream.range(0, 5).forEach(i -> service.learner().http().post(PATH, "{\"message\":\"Hello\"}"));
        var all = texts(service.admin().get(LIST).json(), "email");

        var seen = new ArrayList<String>();
        var cursor = "";
        while (true) {
            var part = service.admin().get(LIST + "?limit=2" + cursor).json();
            if (part.isEmpty()) {
                break;
            }
            assertThat(part.size()).isBetween(1, 2);
            seen.addAll(texts(part, "email"));
            cursor = "&cursor=" + part.get(part.size() - 1).path("timestamp").asLong();
        }

        assertThat(seen).isEqualTo(all);
    }

    @Test
    void hasIdsOfItsOwnWhenManyAreSentAtOnce() {
        var other = service.learner();

        var answers = AtOnce.send(50, i -> i % 5 == 0
                ? service.admin().post(ANSWER, "{\"email\":\"%s\",\"response\":\"Message %d\"}".formatted(ann.email(), i))
                : (i % 2 == 0 ? learner : other.http()).post(PATH, "{\"message\":\"Message %d\"}".formatted(i)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertThat(answers).extracting(answer -> answer.at("/feedback/id")).doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("FB_[0-9]{13}"));
        var threads = new ArrayList<>(texts(learner.get(PATH).json(), "message"));
        threads.addAll(texts(other.http().get(PATH).json(), "message"));
        assertThat(new HashSet<>(threads)).hasSize(50);
        assertThat(threads).hasSize(50);
        var ids = texts(learner.get(PATH).json(), "id");
        assertThat(ids).isSorted();
    }

    @Test
    void hasNotEndlesslyManyImages() {
        var images = String.join(",", IntStream.range(0, 49).mapToObj(i -> "\"" + new UUID(0, i) + "\"").toList());
        try (var redis = service.part(RedisDatabases.class).factory(0).getConnection()) {
            redis.hashCommands().hSet(bytes("user:" + ann.email()), bytes("feedback_messages"),
                    bytes("[" + message(1_000, "Ann", "user", "?", ann.email(), images) + "]"));
        }
        var two = new Multipart().field("message", "See").file("images", "a.png", Images.png(8)).file("images", "b.png", Images.png(8));

        refused(learner.post(PATH, two), 409, "Too many feedback messages", "images");
        assertThat(learner.post(PATH, new Multipart().field("message", "See").file("images", "a.png", Images.png(8))).status())
                .isEqualTo(200);
    }

    @Test
    void hasAnEnd() {
        var thread = "[" + String.join(",", IntStream.range(0, 1_000)
                .mapToObj(i -> message(1_000 + i, "Ann", "user", "?", ann.email(), "")).toList()) + "]";
        try (var redis = service.part(RedisDatabases.class).factory(0).getConnection()) {
            redis.hashCommands().hSet(bytes("user:" + ann.email()), bytes("feedback_messages"), bytes(thread));
        }

        refused(learner.post(PATH, "{\"message\":\"One more\"}"), 409, "Too many feedback messages");
        refused(service.admin().post(ANSWER, "{\"email\":\"%s\",\"response\":\"One more\"}".formatted(ann.email())), 409,
                "Too many feedback messages");
    }

    @Test
    void isSomebodys() {
        var nobody = service.http();
        for (var answer : List.of(nobody.get(PATH), nobody.get(LIST), nobody.post(PATH, "{\"message\":\"Hello\"}"),
                nobody.post(ANSWER, "{\"email\":\"a@b.cd\",\"response\":\"Hello\"}"))) {
            refused(answer, 401, "Missing Authorization Header");
        }
        refused(learner.get(LIST), 403, "Admin access required");
        refused(learner.post(ANSWER, "{\"email\":\"%s\",\"response\":\"Hello\"}".formatted(ann.email())), 403, "Admin access required");
        nothingWasSent();
    }

    private void say(String text) {
        var answer = learner.post(PATH, "{\"message\":\"%s\"}".formatted(text));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private List<String> newestTwo() {
        return texts(service.admin().get(LIST + "?limit=2").json(), "email");
    }

    private void nothingWasSent() {
        assertThat(learner.get(PATH).text()).isEqualTo("[]");
        assertThat(texts(service.admin().get(LIST).json(), "email")).doesNotContain(ann.email());
    }

    private static void refused(Answer answer, int status, String error, String... fields) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.faultyFields()).containsExactly(fields);
    }

    private static String message(long at, String sender, String type, String text, String email, String images) {
        return "{\"id\":\"FB_%d\",\"sender\":\"%s\",\"senderType\":\"%s\",\"message\":\"%s\",\"email\":\"%s\",\"timestamp\":%d,\"images\":[%s]}"
                .formatted(at, sender, type, text, email, at, images);
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false).map(item -> item.path(field).asString()).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
