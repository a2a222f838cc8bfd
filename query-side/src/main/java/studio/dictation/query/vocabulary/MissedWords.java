package studio.dictation.query.vocabulary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;
import studio.dictation.rules.WordLanguage;

/** {@code user:{email}.missed_words}: {@code {"en":["…"],"zh":["…"]}}, without languages that have no words. */
public final class MissedWords {
    /** Reads and writes the field. */
    public static final Codec<Map<String, List<String>>> CODEC = Json.wordLists();

    private MissedWords() {}

    /** The lists with words behind those of their language. */
    static Map<String, List<String>> with(Map<String, List<String>> lists, List<String> words) {
        Map<String, List<String>> next = new LinkedHashMap<>();
        for (var language : WordLanguage.values()) {
            var list = new LinkedHashSet<>(lists.getOrDefault(language.code(), List.of()));
            words.stream().filter(word -> WordLanguage.of(word) == language).forEach(list::add);
            if (!list.isEmpty()) {
                next.put(language.code(), new ArrayList<>(list));
            }
        }
        return next;
    }

    /** The lists without words. */
    static Map<String, List<String>> without(Map<String, List<String>> lists, List<String> words) {
        var gone = new LinkedHashSet<>(words);
        Map<String, List<String>> next = new LinkedHashMap<>();
        lists.forEach((language, list) -> {
            var left = list.stream().filter(word -> !gone.contains(word)).toList();
            if (!left.isEmpty()) {
                next.put(language, left);
            }
        });
        return next;
    }
}
