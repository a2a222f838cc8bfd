package studio.dictation.app.consistency;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;
import studio.dictation.app.web.Queries;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** Two administrators demote each other at the same moment, each at a node that remembers both. */
class LastAdminIT {
    private static final TwoNodes NODES = TwoNodes.shared();

    private final Stored stored = Stored.by(NODES.a());
    private final Client other = NODES.learner(NODES.b());
    private final Http first = NODES.admin(NODES.a());

    @AfterEach
    void leaveTheFirstOneAlone() {
        var survivor = isAdmin(NODES.a(), RunningService.ADMIN_EMAIL) ? first : other.http();
        ok(grant(survivor, RunningService.ADMIN_EMAIL, "Admin"));
        ok(grant(first, other.email(), "User"));
    }

    @RepeatedTest(10)
    void staysWhateverTheyDo() {
        ok(grant(first, other.email(), "Admin"));

        var answers = AtOnce.send(20, number -> number % 2 == 0
                ? grant(first, other.email(), "User")
                : grant(other.http(), RunningService.ADMIN_EMAIL, "User"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isIn(200, 403));
        var left = stored.adminsByClaim();
        assertThat(left).hasSize(1);
        assertThat(stored.adminsByEvents()).isEqualTo(left);
        assertThat(adminsShown(NODES.a())).isEqualTo(left);
        assertThat(adminsShown(NODES.b())).isEqualTo(left);
        assertThat(stored.holes()).isEmpty();
    }

    private List<UUID> adminsShown(RunningService node) {
        return Stream.of(RunningService.ADMIN_EMAIL, other.email())
                .filter(email -> isAdmin(node, email))
                .map(email -> account(node, email).accountId())
                .toList();
    }

    private static boolean isAdmin(RunningService node, String email) {
        return account(node, email).isAdmin();
    }

    private static AccountView account(RunningService node, String email) {
        return node.part(Queries.class).find(new GetAccount(email), AccountView.class).orElseThrow();
    }

    private static Answer grant(Http administrator, String email, String role) {
        return administrator.put("/auth/user/role",
                "{\"emails\":[\"%s\"],\"role\":\"%s\"}".formatted(email, role));
    }
}
