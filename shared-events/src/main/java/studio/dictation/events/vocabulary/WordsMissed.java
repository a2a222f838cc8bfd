package studio.dictation.events.vocabulary;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * A learner missed words that weren't on the list.
 *
 * @param accountId  the learner's account
 * @param words      the new words in the order in which they were missed, none of them twice
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record WordsMissed(UUID accountId, List<String> words, Instant occurredAt) implements VocabularyEvent {
    public WordsMissed {
        words = List.copyOf(words);
    }
}
