package studio.dictation.app.usage;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.http.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** U29: GET /user/usage-stats. Other tests study and register, too: what counts is what is added. */
class UsageE2E {
    private static final String PATH = "/user/usage-stats";
    private static final String CHANNEL = Catalogue.channel("public");
    private static final String VIDEO = Catalogue.video(CHANNEL, "public");

    private final RunningService service = RunningService.shared();

    @Test
    void countsWhoStudiedHowLongAndWhoIsNew() {
        var before = ask("?days=2");
        var learner = service.learner();
        service.learner();
        save(learner, "90.5");
        save(learner, "30");
        save(service.learner(), "0");

        var after = ask("?days=2");

        assertThat(added(before, after, "/summary/totalActiveUsers")).isEqualTo(1);
        assertThat(added(before, after, "/summary/totalNewUsers")).isEqualTo(3);
        assertThat(added(before, after, "/summary/totalDuration")).isEqualTo(120.5);
        assertThat(added(before, after, "/summary/avgDailyDuration")).isEqualTo(60.25);
        assertThat(added(before, after, "/dailyActiveUsers/1/activeUsers")).isEqualTo(1);
        assertThat(added(before, after, "/dailyDuration/1/duration")).isEqualTo(120.5);
        assertThat(added(before, after, "/dailyNewUsers/1/newUsers")).isEqualTo(3);
    }

    @Test
    void showsEveryDayUpToToday() {
        var answer = ask("?days=60");

        var today = LocalDate.now(ZoneOffset.UTC);
        for (var list : new String[] {"dailyActiveUsers", "dailyDuration", "dailyNewUsers"}) {
            assertThat(answer.node(list).size()).isEqualTo(60);
            assertThat(answer.at("/" + list + "/0/date")).isEqualTo(today.minusDays(59).toString());
            assertThat(answer.at("/" + list + "/59/date")).isEqualTo(today.toString());
        }
        assertThat(answer.at("/summary/period")).isEqualTo("Last 60 days");
        assertThat(answer.text()).contains("{\"date\":\"" + today.minusDays(59) + "\",\"activeUsers\":0}")
                .contains("{\"date\":\"" + today.minusDays(59) + "\",\"duration\":0}")
                .contains("{\"date\":\"" + today.minusDays(59) + "\",\"newUsers\":0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?days=", "?days=week", "?days=1.5", "?days=+1", "?days=%201"})
    void areOfOneDayUnlessANumberIsGiven(String query) {
        var answer = ask(query);

        assertThat(answer.node("dailyActiveUsers").size()).isEqualTo(1);
        assertThat(answer.at("/summary/period")).isEqualTo("Last 1 days");
    }

    @ParameterizedTest
    @CsvSource({"0", "-3", "-99999999999999999999"})
    void areEmptyForNoDays(String days) {
        assertThat(ask("?days=" + days).text()).isEqualTo("{\"summary\":{\"totalActiveUsers\":0,\"totalDuration\":0,"
                + "\"avgDailyDuration\":0.0,\"totalNewUsers\":0,\"period\":\"Last " + days + " days\"},"
                + "\"dailyActiveUsers\":[],\"dailyDuration\":[],\"dailyNewUsers\":[]}");
    }

    @Test
    void goBackAYear() {
        assertThat(ask("?days=366").node("dailyDuration").size()).isEqualTo(366);
    }

    @ParameterizedTest
    @ValueSource(strings = {"367", "2147483648", "99999999999999999999"})
    void goBackNoFurther(String days) {
        var answer = service.admin().get(PATH + "?days=" + days);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("days must be at most 366");
        assertThat(answer.faultyFields()).containsExactly("days");
    }

    @Test
    void areForAdministrators() {
        assertThat(service.http().get(PATH).status()).isEqualTo(401);
        var refused = service.learner().http().get(PATH);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.error()).isEqualTo("Admin access required");
    }

    private Answer ask(String query) {
        var answer = service.admin().get(PATH + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    private static void save(RunningService.Learner learner, String seconds) {
        var answer = learner.http().post("/user/progress", """
                {"channelId":"%s","videoId":"%s","userInput":{},"currentTime":1,"overallCompletion":0,"duration":%s}"""
                .formatted(CHANNEL, VIDEO, seconds));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private static double added(Answer before, Answer after, String figure) {
        return after.node(figure).asDouble() - before.node(figure).asDouble();
    }
}
