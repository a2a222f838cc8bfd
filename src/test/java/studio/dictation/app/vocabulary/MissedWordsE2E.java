package studio.dictation.app.vocabulary;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** U10 to U12: POST, GET and DELETE /user/missed-words. */
class MissedWordsE2E {
    private static final String PATH = "/user/missed-words";
    private static final String INVALID = "Invalid input format. Expected 'words' array";

    private final RunningService service = RunningService.shared();
    private final Http learner = service.learner().http();

    @Test
    void areNoneAtFirst() {
        var answer = learner.get(PATH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"missed_words\":[],\"structured_missed_words\":{}}");
    }

    @Test
    void areSortedByLanguage() {
        var answer = learner.post(PATH, "{\"words\":[\"ant\",\"\u8682\u8681\",\"bee\",\"ant\"]}");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"message\":\"Missed words updated successfully\","
                + "\"missed_words\":[\"ant\",\"bee\",\"\u8682\u8681\"],"
                + "\"structured_missed_words\":{\"en\":[\"ant\",\"bee\"],\"zh\":[\"\u8682\u8681\"]}}");
        assertThat(learner.get(PATH).node("missed_words").size()).isEqualTo(3);
    }

    @Test
    void goWhenTheyAreLearned() {
        learner.post(PATH, "{\"words\":[\"ant\",\"\u8682\u8681\"]}");

        var answer = delete("{\"words\":[\"ant\",\"never missed\"]}");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"message\":\"Words deleted successfully\","
                + "\"missed_words\":[\"\u8682\u8681\"],\"structured_missed_words\":{\"zh\":[\"\u8682\u8681\"]}}");
    }

    @Test
    void canBeDeletedBeforeThereIsAny() {
        var answer = delete("{\"words\":[\"ant\"]}");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.node("missed_words").size()).isZero();
        assertThat(learner.post(PATH, "{\"words\":[\"ant\"]}").node("missed_words").size()).isEqualTo(1);
        assertThat(delete("{\"words\":[\"ant\"]}").node("missed_words").size()).isZero();
    }

    @Test
    void areInTheUserObject() {
        learner.post(PATH, "{\"words\":[\"ant\"]}");

        assertThat(learner.get("/user/config").node("/config/missed_words/en/0").asString()).isEqualTo("ant");
    }

    @Test
    void areAllThereWhenManyAreMissedAtOnce() {
        var answers = AtOnce.send(20, i -> learner.post(PATH, "{\"words\":[\"word%d\",\"shared\"]}".formatted(i)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertThat(learner.get(PATH).node("missed_words").size()).isEqualTo(21);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}|words", "{\"words\":null}|words", "{\"words\":\"ant\"}|words", "{\"words\":{\"en\":[]}}|words",
        "{\"words\":[\"ant\",1]}|words[1]", "{\"words\":[null]}|words[0]"
    })
    void areAnArrayOfTexts(String body, String field) {
        for (var answer : new Answer[] {learner.post(PATH, body), delete(body)}) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo(INVALID);
            assertThat(answer.faultyFields()).containsExactly(field);
        }
        assertThat(learner.get(PATH).node("missed_words").size()).isZero();
    }

    @Test
    void areNotEndless() {
        var answer = learner.post(PATH, "{\"words\":[\"%s\"]}".formatted("a".repeat(201)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.faultyFields()).containsExactly("words[0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void areSomebodys(String method) {
        assertThat(service.http().method(method, PATH, BodyPublishers.ofString("{\"words\":[]}"), "Content-Type", "application/json")
                .status()).isEqualTo(401);
    }

    private Answer delete(String body) {
        return learner.method("DELETE", PATH, BodyPublishers.ofString(body), "Content-Type", "application/json");
    }
}
