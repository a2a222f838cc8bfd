package studio.dictation.app.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a scrape told.
 *
 * @param labels name of each series → names of its labels
 * @param text   as it came
 */
record Figures(Map<String, Set<String>> labels, String text) {
    private static final Pattern SERIES = Pattern.compile("(\\w+)(?:\\{(.*)})? [-+\\w.]+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    static Figures of(String scrape) {
        Map<String, Set<String>> labels = new HashMap<>();
        scrape.lines().filter(line -> !line.startsWith("#")).map(SERIES::matcher).forEach(series -> {
            if (series.matches()) {
                var known = labels.computeIfAbsent(series.group(1), none -> new HashSet<>());
                if (series.group(2) != null) {
                    LABEL.matcher(series.group(2)).results().forEach(label -> known.add(label.group(1)));
                }
            }
        });
        return new Figures(labels, scrape);
    }

    /** Our own, each by the name it has in documents. */
    Set<String> families() {
        return labels.keySet().stream()
                .filter(name -> name.startsWith("dictation_"))
                .map(name -> name.replaceFirst("_(count|sum|bucket|max)$", ""))
                .collect(Collectors.toSet());
    }

    /** The value of a series as it is written, label and all. */
    double value(String series) {
        return text.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }
}
