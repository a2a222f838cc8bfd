package studio.dictation.query.vocabulary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.query.redis.Documents;
import studio.dictation.query.redis.Field;
import studio.dictation.rules.WordLanguage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class MissedWordsTest {
    private static final List<String> WORDS =
            List.of("ant", "bee", "cat", "\u8682\u8681", "\u706f\u53f0", "\u3042\u308a", "\uac1c\ubbf8", "\u0436\u0443\u043a", "");

    @Test
    void areStoredByLanguageInTheOrderInWhichTheyWereMissed() {
        var lists = MissedWords.with(Map.of(), List.of("bee", "\u8682\u8681", "ant"));

        assertThat(Documents.written(MissedWords.CODEC, lists)).isEqualTo("{\"en\":[\"bee\",\"ant\"],\"zh\":[\"\u8682\u8681\"]}");
    }

    @Test
    void leaveNoLanguageWithoutWords() {
        var lists = MissedWords.without(MissedWords.with(Map.of(), List.of("ant", "\u8682\u8681")), List.of("ant"));

        assertThat(lists).containsOnlyKeys("zh");
    }

    @Test
    void areOneListLanguageAfterLanguage() {
        var stored = Documents.of(Field.MISSED_WORDS, "{\"en\":[\"bee\",\"ant\"],\"ko\":[\"\uac1c\ubbf8\"]}");

        var view = requireNonNull(VocabularyQueries.words(stored));

        assertThat(view.flat()).containsExactly("bee", "ant", "\uac1c\ubbf8");
        assertThat(view.structured()).containsOnlyKeys("en", "ko");
    }

    @Test
    void areNoneBeforeTheFirst() {
        var view = requireNonNull(VocabularyQueries.words(Documents.of(Field.ACCOUNT_ID, "id")));

        assertThat(view.flat()).isEmpty();
        assertThat(view.structured()).isEmpty();
        assertThat(VocabularyQueries.words(Documents.none())).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void areThoseMissedAndNotLearnedSinceWhateverTheStory(long seed) {
        var random = new Random(seed);
        var expected = new ArrayList<String>();
        Map<String, List<String>> lists = Map.of();
        for (int step = 0; step < 200; step++) {
            var some = WORDS.stream().filter(word -> random.nextInt(3) == 0).toList();
            if (random.nextBoolean()) {
                lists = MissedWords.with(lists, some);
                some.stream().filter(word -> !expected.contains(word)).forEach(expected::add);
            } else {
                lists = MissedWords.without(lists, some);
                expected.removeAll(new HashSet<>(some));
            }
            for (var language : WordLanguage.values()) {
                assertThat(lists.getOrDefault(language.code(), List.of())).isEqualTo(
                        expected.stream().filter(word -> WordLanguage.of(word) == language).toList());
            }
            assertThat(lists.values()).doesNotContain(List.of());
        }
    }
}
