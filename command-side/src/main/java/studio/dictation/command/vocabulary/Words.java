package studio.dictation.command.vocabulary;

import java.util.List;
import studio.dictation.command.kernel.Checks;

/** What words may be. */
final class Words {
    private static final int MOST = 1_000;
    private static final int LONGEST = 200;

    private Words() {}

    static List<String> checked(List<String> words) {
        var checks = new Checks().that(words.size() <= MOST, "words", "must have at most %,d words".formatted(MOST));
        for (int i = 0; i < Math.min(words.size(), MOST); i++) {
            checks.text("words[%d]".formatted(i), words.get(i), 0, LONGEST);
        }
        checks.orRefuse();
        return words.stream().distinct().toList();
    }
}
