package studio.dictation.app.web.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.acts.AdminAct;
import studio.dictation.app.acts.AdminActs;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.command.kernel.Checks;

/** What administrators did, and why. */
@RestController
@RequestMapping("/admin/acts")
class ActsController {
    private static final int MOST = 500;
    private static final int USUAL = 50;

    private final ObjectProvider<AdminActs> acts;

    ActsController(ObjectProvider<AdminActs> acts) {
        this.acts = acts;
    }

    @AdminOnly
    @GetMapping
    Found acts(@RequestParam(required = false) @Nullable Long cursor, @RequestParam(required = false) @Nullable Integer limit) {
        int most = limit == null ? USUAL : limit;
        new Checks()
                .that(most >= 1 && most <= MOST, "limit", "must be 1 to " + MOST)
                .that(cursor == null || cursor >= 1, "cursor", "is none that was given out")
                .orRefuse();
        var found = acts.getObject().newest(cursor, most);
        return new Found(found, found.size() < most ? null : found.getLast().id());
    }

    /**
     * Some acts.
     *
     * @param acts   the newest first
     * @param cursor of the next page, if there may be one
     */
    record Found(List<AdminAct> acts, @Nullable Long cursor) {}
}
