package studio.dictation.app.billing;

import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Reconciles by hand. */
final class Reconciled {
    private Reconciled() {}

    /** Until nothing is left to do; answers what the last one said. */
    static Answer now(RunningService service) {
        return await().atMost(60, SECONDS).until(
                () -> {
                    var answer = service.admin().postNothing("/admin/billing/reconcile");
                    assertThat(answer.status()).as(answer.toString()).isIn(200, 503);
                    return answer;
                },
                answer -> answer.status() == 200 && answer.node("complete").asBoolean());
    }
}
