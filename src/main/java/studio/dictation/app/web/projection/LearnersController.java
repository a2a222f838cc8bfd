package studio.dictation.app.web.projection;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.acts.ActRefused;
import studio.dictation.app.rebuild.LearnerRebuilds;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.kernel.Email;
import studio.dictation.query.audit.FindOwner;
import studio.dictation.query.audit.OwnerView;

/** Makes what is shown of one learner anew. */
@RestController
@RequestMapping("/admin/projections/learners")
class LearnersController {
    private final Queries queries;
    private final ObjectProvider<LearnerRebuilds> learners;

    LearnersController(Queries queries, ObjectProvider<LearnerRebuilds> learners) {
        this.queries = queries;
        this.learners = learners;
    }

    @AdminOnly
    @PostMapping("/{email}/rebuild")
    LearnerRebuilds.Rebuilt rebuild(@PathVariable String email, @RequestBody ReasonBody body, Caller caller) {
        var reason = ReasonBody.required(body.reason());
        var known = Email.of(email).orElseThrow(LearnersController::unknown);
        var owner = queries.find(new FindOwner(known.value()), OwnerView.class).orElseThrow(LearnersController::unknown);
        try {
            return learners.getObject().rebuild(caller.accountId(), owner.accountId(), known.value(), reason);
        } catch (ActRefused conflict) {
            throw RequestRefused.conflict("rebuild-conflict", String.valueOf(conflict.getMessage()));
        }
    }

    private static RequestRefused unknown() {
        return RequestRefused.notFound("User not found");
    }
}
