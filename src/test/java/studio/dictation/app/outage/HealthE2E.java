package studio.dictation.app.outage;

import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;

import static org.assertj.core.api.Assertions.assertThat;

class HealthE2E {
    private final RunningService service = RunningService.shared();

    @Test
    void tellsEverybodyWhichPartsAreWellAndNothingElse() {
        var answer = service.http().get("//actuator/health");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("components").propertyNames())
                .contains("eventStore", "projections", "automations", "inbox", "ledger", "livenessState", "readinessState")
                .doesNotContain("db");
        answer.json().path("components").forEach(component ->
                assertThat(component.propertyNames()).containsExactly("status"));
    }

    @Test
    void tellsAdministratorsTheDetails() {
        var answer = service.admin().get("//actuator/health");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.node("/components/diskSpace/details/path").isString()).isTrue();
        assertThat(answer.at("/components/automations/details/approved-channels")).isEqualTo("in time");
        assertThat(answer.at("/components/inbox/details/applying")).isEqualTo("in time");
        assertThat(service.learner().http().get("//actuator/health").text()).doesNotContain("details");
    }
}
