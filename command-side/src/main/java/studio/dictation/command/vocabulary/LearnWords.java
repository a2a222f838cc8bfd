package studio.dictation.command.vocabulary;

import java.util.List;
import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Takes words off the list of those to be learnt; nothing happens to those that aren't on it.
 *
 * @param accountId the learner's account
 * @param words     at most 1,000 of at most 200 characters
 */
public record LearnWords(UUID accountId, List<String> words) implements Command {
    public LearnWords {
        words = Words.checked(words);
    }

    @Override
    public String streamId() {
        return Vocabulary.streamId(accountId);
    }

    @Override
    public String toString() {
        return "LearnWords[%s, %d words]".formatted(accountId, words.size());
    }
}
