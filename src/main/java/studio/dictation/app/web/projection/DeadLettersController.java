package studio.dictation.app.web.projection;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.deadletter.DeadLetterActs;
import studio.dictation.app.deadletter.Listed;
import studio.dictation.app.deadletter.Tried;
import studio.dictation.app.deadletter.TriedAll;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.kernel.Checks;

/** Events that a projection has set aside: what waits, and trying or dropping it. */
@RestController
@RequestMapping("/admin/projections")
class DeadLettersController {
    private static final int PAGE = 500;
    private static final int USUAL = 100;

    private final ObjectProvider<DeadLetterActs> acts;

    DeadLettersController(ObjectProvider<DeadLetterActs> acts) {
        this.acts = acts;
    }

    @AdminOnly
    @GetMapping("/{name}/dead-letters")
    Listed list(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int most = Objects.requireNonNullElse(limit, USUAL);
        new Checks().that(most >= 1 && most <= PAGE, "limit", "must be a whole number from 1 to " + PAGE).orRefuse();
        return acts.getObject().list(name, cursor, most);
    }

    @AdminOnly
    @PostMapping("/{name}/dead-letters/{id}/retry")
    Tried retry(
            @PathVariable String name,
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestBody(required = false) @Nullable ReasonBody body,
            Caller caller) {
        var event = event(id);
        var tried = found(acts.getObject().retry(caller.accountId(), name, event, ReasonBody.optional(body), dryRun));
        if (tried.isGone()) {
            throw RequestRefused.conflict("event-gone", "The event " + event + " is gone from the event store");
        }
        return tried;
    }

    @AdminOnly
    @PostMapping("/{name}/dead-letters/retry")
    TriedAll retryAll(
            @PathVariable String name,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestBody(required = false) @Nullable ReasonBody body,
            Caller caller) {
        return acts.getObject().retryAll(caller.accountId(), name, cursor, ReasonBody.optional(body), dryRun);
    }

    @AdminOnly
    @PostMapping("/{name}/dead-letters/{id}/discard")
    Tried discard(@PathVariable String name, @PathVariable String id, @RequestBody ReasonBody body, Caller caller) {
        return found(acts.getObject().discard(caller.accountId(), name, event(id), ReasonBody.required(body.reason())));
    }

    private static UUID event(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException none) {
            throw notFound();
        }
    }

    private static Tried found(Optional<Tried> tried) {
        return tried.orElseThrow(DeadLettersController::notFound);
    }

    private static RequestRefused notFound() {
        return RequestRefused.notFound("Dead letter not found");
    }
}
