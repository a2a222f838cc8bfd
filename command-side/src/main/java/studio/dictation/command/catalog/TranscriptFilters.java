package studio.dictation.command.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * Texts to take out of transcripts, in the order in which they apply (contract §9.5). Immutable.
 *
 * @param texts 1 to 100, each not blank and at most 200 characters; one that is there before is left out
 */
public record TranscriptFilters(List<String> texts) {
    private static final String REQUIRED = "Filters list is required";
    private static final int MOST = 100;
    private static final int LONGEST = 200;

    public TranscriptFilters {
        texts = texts.stream().distinct().toList();
    }

    /** Refused if there are none, too many, or bad ones. */
    public static TranscriptFilters of(@Nullable List<@Nullable String> given) {
        if (given == null || given.isEmpty()) {
            throw new InvalidInput(REQUIRED, List.of(new FieldError("filters", "is required")));
        }
        new Checks().that(given.size() <= MOST, "filters", "must have at most %d texts".formatted(MOST)).orRefuse();
        var blank = new Checks();
        var checks = new Checks();
        var texts = new ArrayList<String>();
        for (int i = 0; i < given.size(); i++) {
            var field = "filters[%d]".formatted(i);
            var text = Objects.requireNonNullElse(given.get(i), "");
            blank.that(!text.isBlank(), field, "is required");
            checks.text(field, text, 0, LONGEST);
            texts.add(text);
        }
        blank.orRefuse(REQUIRED);
        checks.orRefuse();
        return new TranscriptFilters(texts);
    }

    /**
     * What is left of the sentences, and how often each filter matched. A sentence of which nothing is left goes, and its
     * time falls to the one before it, or to the first one if there is none before.
     */
    Filtered applyTo(List<TranscriptLine> lines) {
        var matches = new LinkedHashMap<String, Integer>();
        texts.forEach(text -> matches.put(text, 0));
        var patterns = texts.stream().map(TranscriptFilters::pattern).toList();
        var kept = new ArrayList<TranscriptLine>();
        double unspoken = Double.POSITIVE_INFINITY;
        for (var line : lines) {
            var text = line.transcript();
            for (var pattern : patterns) {
                text = without(pattern, text, matches);
            }
            if (!text.isEmpty()) {
                kept.add(new TranscriptLine(Math.min(line.start(), unspoken), line.end(), text));
                unspoken = Double.POSITIVE_INFINITY;
            } else if (kept.isEmpty()) {
                unspoken = Math.min(line.start(), unspoken);
            } else {
                var last = kept.removeLast();
                kept.add(new TranscriptLine(last.start(), Math.max(last.end(), line.end()), last.transcript()));
            }
        }
        return new Filtered(List.copyOf(kept), matches);
    }

    private static String without(Pattern pattern, String text, LinkedHashMap<String, Integer> matches) {
        var found = pattern.matcher(text);
        int count = (int) found.results().count();
        matches.merge(pattern.pattern(), count, Integer::sum);
        return SubtitleText.collapsed(count == 0 ? text : found.replaceAll(Matcher.quoteReplacement("")));
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(text, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /**
     * What filters have left.
     *
     * @param lines   the sentences in order
     * @param matches how often each filter matched, in their order
     */
    record Filtered(List<TranscriptLine> lines, LinkedHashMap<String, Integer> matches) {}
}
