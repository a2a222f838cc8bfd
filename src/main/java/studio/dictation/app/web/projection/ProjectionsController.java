package studio.dictation.app.web.projection;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.acts.ActRefused;
import studio.dictation.app.rebuild.Overview;
import studio.dictation.app.rebuild.ProjectionView;
import studio.dictation.app.rebuild.ProjectionsView;
import studio.dictation.app.rebuild.RebuildView;
import studio.dictation.app.rebuild.Rebuilds;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.app.web.Streamed;

/** How projections are doing, and their rebuilds. */
@RestController
@RequestMapping("/admin/projections")
class ProjectionsController {
    private final ObjectProvider<Rebuilds> rebuilds;
    private final ObjectProvider<Overview> overview;
    private final ProjectionStreams streams;

    ProjectionsController(ObjectProvider<Rebuilds> rebuilds, ObjectProvider<Overview> overview, ProjectionStreams streams) {
        this.rebuilds = rebuilds;
        this.overview = overview;
        this.streams = streams;
    }

    @AdminOnly
    @GetMapping
    ProjectionsView projections() {
        return overview.getObject().all();
    }

    @AdminOnly
    @GetMapping("/{name}")
    ProjectionView projection(@PathVariable String name) {
        return overview.getObject().find(name).orElseThrow(ProjectionsController::unknown);
    }

    @AdminOnly
    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ApiResponse(responseCode = "200", content = {
        @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")),
    })
    ResponseEntity<Streamed> stream(Caller caller) {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .body(streams.open(caller.token().expiresAt()));
    }

    @AdminOnly
    @PostMapping("/{name}/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RebuildView rebuild(@PathVariable String name, @RequestBody RebuildBody body, Caller caller) {
        var reason = ReasonBody.required(body.reason());
        boolean hold = Boolean.TRUE.equals(body.holdOnDifferences());
        return done(name, () -> rebuilds.getObject().rebuild(caller.accountId(), name, reason, hold));
    }

    @AdminOnly
    @PostMapping("/{name}/rollback")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RebuildView rollback(@PathVariable String name, @RequestBody ReasonBody body, Caller caller) {
        var reason = ReasonBody.required(body.reason());
        return done(name, () -> rebuilds.getObject().rollback(caller.accountId(), name, reason));
    }

    @AdminOnly
    @PostMapping("/{name}/rebuild/pause")
    RebuildView pause(@PathVariable String name, @RequestBody(required = false) @Nullable ReasonBody body, Caller caller) {
        var reason = ReasonBody.optional(body);
        return done(name, () -> rebuilds.getObject().pause(caller.accountId(), name, reason));
    }

    @AdminOnly
    @PostMapping("/{name}/rebuild/resume")
    RebuildView resume(@PathVariable String name, @RequestBody(required = false) @Nullable ReasonBody body, Caller caller) {
        var reason = ReasonBody.optional(body);
        return done(name, () -> rebuilds.getObject().resume(caller.accountId(), name, reason));
    }

    @AdminOnly
    @PostMapping("/{name}/rebuild/cancel")
    RebuildView cancel(@PathVariable String name, @RequestBody(required = false) @Nullable ReasonBody body, Caller caller) {
        var reason = ReasonBody.optional(body);
        return done(name, () -> rebuilds.getObject().cancel(caller.accountId(), name, reason));
    }

    private <T> T done(String name, Supplier<T> act) {
        if (!rebuilds.getObject().isKnown(name)) {
            throw unknown();
        }
        try {
            return act.get();
        } catch (ActRefused conflict) {
            throw RequestRefused.conflict("rebuild-conflict", String.valueOf(conflict.getMessage()));
        }
    }

    private static RequestRefused unknown() {
        return RequestRefused.notFound("Projection not found");
    }
}
