package studio.dictation.app.web.vocabulary;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.vocabulary.LearnWords;
import studio.dictation.command.vocabulary.MissWords;
import studio.dictation.query.vocabulary.GetMissedWords;
import studio.dictation.query.vocabulary.MissedWordsView;

/** U10 to U12 of the contract. */
@RestController
@RequestMapping("/user/missed-words")
class MissedWordsController {
    private static final String INVALID = "Invalid input format. Expected 'words' array";

    private final Commands commands;
    private final Queries queries;

    MissedWordsController(Commands commands, Queries queries) {
        this.commands = commands;
        this.queries = queries;
    }

    @PostMapping
    Changed miss(@RequestBody Body body, Caller caller) {
        commands.send(new MissWords(caller.accountId(), body.texts()));
        return changed("Missed words updated successfully", caller);
    }

    @DeleteMapping
    Changed learn(@RequestBody Body body, Caller caller) {
        commands.send(new LearnWords(caller.accountId(), body.texts()));
        return changed("Words deleted successfully", caller);
    }

    @GetMapping
    MissedWordsView words(Caller caller) {
        return queries.find(new GetMissedWords(caller.email()), MissedWordsView.class)
                .orElseThrow(() -> RequestRefused.notFound("User not found"));
    }

    private Changed changed(String message, Caller caller) {
        return queries.findIfReachable(new GetMissedWords(caller.email()), MissedWordsView.class)
                .map(view -> new Changed(message, view.flat(), view.structured()))
                .orElseGet(() -> {
                    commands.notYetVisible();
                    return new Changed(message, null, null);
                });
    }

    /** The body of U10 and U12. */
    record Body(@ArraySchema(schema = @Schema(implementation = String.class)) @Nullable Object words) {
        List<String> texts() {
            if (!(words instanceof List<?> list)) {
                throw new InvalidInput(INVALID, List.of(new FieldError("words", "must be an array of texts")));
            }
            var texts = new ArrayList<String>();
            for (int i = 0; i < list.size(); i++) {
                if (!(list.get(i) instanceof String text)) {
                    throw new InvalidInput(INVALID, List.of(new FieldError("words[%d]".formatted(i), "must be a text")));
                }
                texts.add(text);
            }
            return texts;
        }
    }

    /** The answer of U10 and U12; the words are absent while reads are out of reach. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Changed(
            String message,
            @JsonProperty("missed_words") @Nullable List<String> flat,
            @JsonProperty("structured_missed_words") @Nullable Map<String, List<String>> structured) {}
}
