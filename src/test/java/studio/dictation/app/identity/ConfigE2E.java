package studio.dictation.app.identity;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;

import static org.assertj.core.api.Assertions.assertThat;

/** U8: POST /user/config, and U9: GET /user/config. */
class ConfigE2E {
    private static final String DEFAULT = "{\"playback_speed\":1,\"auto_repeat\":0,"
            + "\"shortcuts\":{\"repeat\":\"Tab\",\"next\":\"Enter\",\"prev\":\"ControlLeft\"}}";

    private final RunningService service = RunningService.shared();
    private final Learner learner = service.learner();

    @Test
    void beginsWithTheDefaults() {
        var config = read();

        assertThat(config.at("/config/email")).isEqualTo(learner.email());
        assertThat(config.at("/config/language")).isEqualTo("en");
        assertThat(config.node("/config/dictation_config")).hasToString(DEFAULT);
        assertThat(config.text()).doesNotContain("password", "account_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "zhTraditional", "zh_TW", "ja", "ko", "en"})
    void changesTheLanguage(String language) {
        var answer = write("{\"language\":\"%s\"}".formatted(language));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("message")).isEqualTo("User configuration updated successfully");
        assertThat(answer.at("/config/language")).isEqualTo(language);
        assertThat(read().at("/config/language")).isEqualTo(language);
    }

    @Test
    void mergesObjectsAndReplacesLists() {
        write("{\"dictation_config\":{\"shortcuts\":{\"next\":\"Space\"},\"language\":null,\"marks\":[1,2]}}");

        var answer = write("{\"dictation_config\":{\"playback_speed\":0.75,\"auto_repeat\":2.0,\"marks\":[3]}}");

        assertThat(answer.node("/config/dictation_config")).hasToString("{\"playback_speed\":0.75,\"auto_repeat\":2,"
                + "\"shortcuts\":{\"repeat\":\"Tab\",\"next\":\"Space\",\"prev\":\"ControlLeft\"},"
                + "\"language\":null,\"marks\":[3]}");
        assertThat(read().node("/config")).isEqualTo(answer.node("/config"));
    }

    @Test
    void changesNameAndPictureOneWithoutTheOther() {
        write("{\"username\":\" Grace \"}");

        var answer = write("{\"avatar\":\"https://img.example.org/g.png\"}");

        assertThat(answer.at("/config/username")).isEqualTo("Grace");
        assertThat(answer.at("/config/avatar")).isEqualTo("https://img.example.org/g.png");
    }

    @Test
    void knowsTheNamesOfTheFormerDocumentation() {
        var answer = write("{\"language_preference\":\"ja\",\"playback_speed\":1.5,\"auto_repeat\":true,"
                + "\"shortcuts\":{\"next\":\"F1\"},\"theme_preference\":\"dark\"}");

        assertThat(answer.at("/config/language")).isEqualTo("ja");
        assertThat(answer.node("/config/dictation_config")).hasToString("{\"playback_speed\":1.5,\"auto_repeat\":1,"
                + "\"shortcuts\":{\"repeat\":\"Tab\",\"next\":\"F1\",\"prev\":\"ControlLeft\"}}");
        assertThat(answer.text()).doesNotContain("theme_preference", "language_preference");
    }

    @Test
    void prefersTheClientsNamesToThose() {
        var answer = write("{\"language_preference\":\"ja\",\"language\":\"ko\",\"auto_repeat\":1,"
                + "\"dictation_config\":{\"auto_repeat\":5}}");

        assertThat(answer.at("/config/language")).isEqualTo("ko");
        assertThat(answer.node("/config/dictation_config/auto_repeat").asInt()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"role\":\"Admin\"}",
        "{\"plan\":{\"name\":\"Premium\",\"expireTime\":null}}",
        "{\"quota\":{\"videos\":[]},\"quota_kept\":{}}",
        "{\"email\":\"admin@dictation.localhost\",\"account_id\":\"7b0a9a52-43a5-4f0d-8a44-0d3c1f0a9e01\"}",
        "{\"password\":\"a new password\",\"password_iterations\":1}",
        "{\"created_at\":0,\"updated_at\":0,\"missed_words\":{\"en\":[\"x\"]},\"duration_data\":{}}",
        "{\"Language\":\"ja\",\"language \":\"ja\",\"__proto__\":{},\"x\":null}",
        "{}"
    })
    void leavesAloneWhatIsNobodysToChange(String body) {
        var before = read().text();

        var answer = write(body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(read().text()).isEqualTo(before);
        assertThat(learner.http().post("/service/channel", "{}").status()).isEqualTo(403);
        assertThat(learner.http().get("/user/dictation_quota?channelId=c&videoId=v").node("limit").asInt()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"language\":\"tlh\"} | language",
        "{\"language\":null} | language",
        "{\"language\":5,\"username\":true} | username,language",
        "{\"username\":\"Al\"} | username",
        "{\"avatar\":[]} | avatar",
        "{\"dictation_config\":[]} | dictation_config",
        "{\"dictation_config\":null} | dictation_config",
        "{\"dictation_config\":{\"playback_speed\":\"1\"}} | dictation_config.playback_speed",
        "{\"dictation_config\":{\"auto_repeat\":true}} | dictation_config.auto_repeat",
        "{\"auto_repeat\":0.5} | dictation_config.auto_repeat",
        "{\"dictation_config\":{\"shortcuts\":{\"next\":null}}} | dictation_config.shortcuts.next",
        "{\"dictation_config\":{\"x\":1e999}} | dictation_config",
        "{\"dictation_config\":{\"x\":[[[[[[1]]]]]]}} | dictation_config"
    })
    void namesWhatIsWrongAndChangesNothing(String body, String fields) {
        var before = read().text();

        var answer = write(body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.at("code")).isEqualTo("invalid-input");
        assertThat(answer.faultyFields()).containsExactly(fields.split(",", -1));
        assertThat(read().text()).isEqualTo(before);
    }

    @Test
    void changesAllOrNothing() {
        var answer = write("{\"language\":\"ja\",\"username\":\"Al\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(read().at("/config/language")).isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[] | Request body has the wrong form", "{ | Malformed JSON", "null | Request body is required"})
    void wantsAnObject(String body, String error) {
        var answer = write(body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
    }

    @Test
    void losesNothingOfWhatIsChangedAtOnce() {
        var answers = AtOnce.send(24, number -> write(switch (number) {
            case 0 -> "{\"language\":\"ja\"}";
            case 1 -> "{\"username\":\"Grace\"}";
            case 2 -> "{\"avatar\":\"https://img.example.org/g.png\"}";
            default -> "{\"dictation_config\":{\"k%d\":%d}}".formatted(number, number);
        }));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        var config = read();
        assertThat(List.of(config.at("/config/language"), config.at("/config/username"), config.at("/config/avatar")))
                .containsExactly("ja", "Grace", "https://img.example.org/g.png");
        for (int number = 3; number < 24; number++) {
            assertThat(config.node("/config/dictation_config/k" + number).asInt()).isEqualTo(number);
        }
    }

    @Test
    void isForWhoeverIsSignedIn() {
        assertThat(service.http().get("/user/config").status()).isEqualTo(401);
        assertThat(service.http().post("/user/config", "{}").status()).isEqualTo(401);
    }

    private Answer read() {
        return learner.http().get("/user/config");
    }

    private Answer write(String body) {
        return learner.http().post("/user/config", body);
    }
}
