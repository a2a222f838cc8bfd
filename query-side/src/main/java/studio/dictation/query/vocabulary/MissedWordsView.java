package studio.dictation.query.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The words that a learner has still to learn (api.md U10 to U12).
 *
 * @param flat       all of them, language after language
 * @param structured language → words in the order in which they were missed; without languages that have none
 */
public record MissedWordsView(
        @JsonProperty("missed_words") List<String> flat,
        @JsonProperty("structured_missed_words") Map<String, List<String>> structured) {}
