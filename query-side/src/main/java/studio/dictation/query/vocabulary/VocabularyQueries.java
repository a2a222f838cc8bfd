package studio.dictation.query.vocabulary;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers which words learners have still to learn. */
public final class VocabularyQueries {
    private final Reads learners;

    /** @param learners database 0 */
    public VocabularyQueries(Reads learners) {
        this.learners = learners;
    }

    @QueryHandler
    @Nullable MissedWordsView handle(GetMissedWords query) {
        return words(learners.hash(Key.user(query.email()), Field.ACCOUNT_ID, Field.MISSED_WORDS));
    }

    static @Nullable MissedWordsView words(Document stored) {
        if (!stored.exists()) {
            return null;
        }
        var lists = structured(stored);
        return new MissedWordsView(lists.values().stream().flatMap(List::stream).toList(), lists);
    }

    /** Language → words of an account. */
    public static Map<String, List<String>> structured(Document account) {
        return Objects.requireNonNullElse(account.value(Field.MISSED_WORDS, MissedWords.CODEC), Map.of());
    }
}
