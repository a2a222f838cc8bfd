package studio.dictation.query.vocabulary;

import java.util.Map;
import java.util.Objects;
import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.vocabulary.WordsLearned;
import studio.dictation.events.vocabulary.WordsMissed;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

/** Owns {@code user:{email}.missed_words}. */
public final class VocabularyProjection {
    private final Changes changes;

    public VocabularyProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(WordsMissed event) {
        changes.hash(Key.user(event.accountId())).update(Field.MISSED_WORDS, MissedWords.CODEC,
                lists -> MissedWords.with(Objects.requireNonNullElse(lists, Map.of()), event.words()));
    }

    @EventHandler
    void on(WordsLearned event) {
        changes.hash(Key.user(event.accountId())).update(Field.MISSED_WORDS, MissedWords.CODEC,
                lists -> MissedWords.without(Objects.requireNonNullElse(lists, Map.of()), event.words()));
    }
}
