package studio.dictation.events.vocabulary;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * A learner took words off the list.
 *
 * @param accountId  the learner's account
 * @param words      the words that are no longer on it, none of them twice
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record WordsLearned(UUID accountId, List<String> words, Instant occurredAt) implements VocabularyEvent {
    public WordsLearned {
        words = List.copyOf(words);
    }
}
