package studio.dictation.command.vocabulary;

import java.util.List;
import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Puts words on the list of those to be learnt; nothing happens to those that are on it.
 *
 * @param accountId the learner's account
 * @param words     at most 1,000 of at most 200 characters
 */
public record MissWords(UUID accountId, List<String> words) implements Command {
    public MissWords {
        words = Words.checked(words);
    }

    @Override
    public String streamId() {
        return Vocabulary.streamId(accountId);
    }

    @Override
    public String toString() {
        return "MissWords[%s, %d words]".formatted(accountId, words.size());
    }
}
