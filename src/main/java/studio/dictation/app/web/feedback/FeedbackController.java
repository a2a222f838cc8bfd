package studio.dictation.app.web.feedback;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.FreeMillisecond;
import studio.dictation.app.web.NewestFirst;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.feedback.AnswerFeedback;
import studio.dictation.command.feedback.FeedbackFull;
import studio.dictation.command.feedback.GiveFeedback;
import studio.dictation.command.feedback.Image;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Email;
import studio.dictation.query.feedback.FeedbackSizeView;
import studio.dictation.query.feedback.FeedbackThreadView;
import studio.dictation.query.feedback.FeedbackView;
import studio.dictation.query.feedback.FindFeedback;
import studio.dictation.query.feedback.FindFeedbackThreads;
import studio.dictation.query.feedback.MeasureFeedback;
import studio.dictation.query.feedback.MessageView;
import tools.jackson.databind.json.JsonMapper;

/** U21 to U24 of the contract. */
@RestController
@RequestMapping("/user/feedback")
class FeedbackController {
    private static final String REQUIRED = "Feedback message is required";
    private static final String ADMIN_NAME = "Admin";
    private static final int PAGE = 1_000;

    private final FreeMillisecond free;
    private final Queries queries;
    private final JsonMapper json;

    FeedbackController(FreeMillisecond free, Queries queries, JsonMapper webJson) {
        this.free = free;
        this.queries = queries;
        this.json = webJson;
    }

    @PostMapping
    Sent give(HttpServletRequest request, Caller caller) throws IOException, HttpMediaTypeNotSupportedException {
        var form = FeedbackForm.of(request, json);
        new Checks().that(!form.message().isBlank(), "message", "is required").orRefuse(REQUIRED);
        var images = form.images();
        requireRoom(caller.email(), images);
        var given = free.send(at -> new GiveFeedback(
                at, caller.accountId(), caller.email(), caller.account().username(), form.message(), images));
        return new Sent("Feedback message submitted successfully", new MessageView(given.messageId(), given.sender(),
                MessageView.LEARNER, given.message(), given.email(), given.at().toEpochMilli(), ids(images)));
    }

    @AdminOnly
    @PostMapping("/admin")
    Sent answer(HttpServletRequest request, Caller caller) throws IOException, HttpMediaTypeNotSupportedException {
        var form = FeedbackForm.of(request, json);
        new Checks().that(!form.response().isBlank(), "response", "is required").orRefuse(REQUIRED);
        new Checks().that(!form.email().isBlank(), "email", "is required").orRefuse();
        var images = form.images();
        var learner = queries.account(form.email()).orElseThrow(() -> RequestRefused.notFound("User not found"));
        requireRoom(learner.email(), images);
        var name = caller.account().username();
        var sent = free.send(at -> new AnswerFeedback(at, learner.accountId(), learner.email(),
                name.isBlank() ? ADMIN_NAME : name, form.response(), images));
        return new Sent("Feedback message sent successfully", new MessageView(sent.messageId(), sent.sender(),
                MessageView.ADMIN, sent.response(), sent.email(), sent.at().toEpochMilli(), ids(images)));
    }

    @GetMapping
    List<MessageView> thread(
            @RequestParam(required = false) @Nullable String userEmail,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Long cursor,
            Caller caller) {
        NewestFirst.require(limit, cursor);
        var given = Objects.requireNonNullElse(userEmail, "");
        var owner = given.isBlank() ? caller.email() : Email.normalized(given);
        if (!caller.isAdmin() && !owner.equals(caller.email())) {
            throw RequestRefused.forbidden("Admin access required");
        }
        int most = Objects.requireNonNullElse(limit, Integer.MAX_VALUE);
        return Email.of(owner).flatMap(known -> queries.find(new FindFeedback(known.value(), cursor, most), FeedbackView.class))
                .orElseThrow(() -> RequestRefused.notFound("User not found"))
                .messages();
    }

    @AdminOnly
    @GetMapping("/admin/list")
    @ApiResponse(responseCode = "200", content = @Content(array = @ArraySchema(
            schema = @Schema(implementation = FeedbackThreadView.class))))
    NewestFirst<FeedbackThreadView> threads(
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable Long cursor) {
        return NewestFirst.begin(
                (before, most) -> {
                    var threads = queries.list(new FindFeedbackThreads(before, most), FeedbackThreadView.class);
                    return new NewestFirst.Page<>(threads, threads.size() < most ? null : threads.getLast().timestamp());
                },
                PAGE, limit, cursor);
    }

    /** Those who write at the same moment may be let in together: this keeps a thread readable, and need not be exact. */
    private void requireRoom(String email, List<Image> images) {
        var thread = queries.get(new MeasureFeedback(email), FeedbackSizeView.class);
        FeedbackFull.requireRoom(thread.messages(), thread.images(), images.size());
    }

    private static List<String> ids(List<Image> images) {
        return images.stream().map(image -> image.id().toString()).toList();
    }

    /** The answer of U21 and U24; the images by their ids. */
    record Sent(String message, MessageView feedback) {}
}
