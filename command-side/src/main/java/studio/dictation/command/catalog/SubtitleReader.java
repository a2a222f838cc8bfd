package studio.dictation.command.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * Finds the blocks of a subtitle file (contract §9.11, more tolerant): a line of times, then text up to a blank line or the
 * next times. The number before the times may be missing; a dot may stand for the comma; what follows the times is ignored.
 */
final class SubtitleReader {
    private static final String ARROW = "-->";
    private static final String TIME = "(?:(\\d{1,3}):)?([0-5]?\\d):([0-5]?\\d)(?:[,.](\\d{1,9}))?";
    private static final Pattern TIMES = Pattern.compile("\\s*+" + TIME + "\\s*+-->\\s*+" + TIME + "(?:\\s.*+)?");
    private static final Pattern BLANK = Pattern.compile("\\n[^\\S\\n]*+\\n\\s*+");
    private static final Pattern NUMBER = Pattern.compile("\\s*+\\d++\\s*+");

    private final List<TranscriptLine> lines = new ArrayList<>();
    private int skippedBlocks;

    SubtitleReader(String text) {
        for (var chunk : BLANK.split(text.strip(), -1)) {
            readChunk(chunk.lines().toList());
        }
    }

    List<TranscriptLine> lines() {
        return lines;
    }

    int skippedBlocks() {
        return skippedBlocks;
    }

    private void readChunk(List<String> chunk) {
        int times = nextTimes(chunk, 0);
        if (times == chunk.size()) {
            skippedBlocks++;
        }
        while (times < chunk.size()) {
            int next = nextTimes(chunk, times + 1);
            boolean numbered = next < chunk.size() && next > times + 1 && NUMBER.matcher(chunk.get(next - 1)).matches();
            readBlock(chunk.get(times), chunk.subList(times + 1, numbered ? next - 1 : next));
            times = next;
        }
    }

    private static int nextTimes(List<String> chunk, int from) {
        int at = from;
        while (at < chunk.size() && !chunk.get(at).contains(ARROW)) {
            at++;
        }
        return at;
    }

    private void readBlock(String times, List<String> text) {
        var matcher = TIMES.matcher(times);
        if (!matcher.matches()) {
            skippedBlocks++;
            return;
        }
        long start = millis(matcher, 1);
        long end = millis(matcher, 5);
        if (end < start) {
            skippedBlocks++;
            return;
        }
        var sentence = SubtitleText.sentence(text);
        if (!sentence.isEmpty()) {
            lines.add(new TranscriptLine(seconds(start / 1_000.0), seconds(end / 1_000.0), sentence));
        }
    }

    private static long millis(MatchResult times, int group) {
        var hours = times.group(group);
        var fraction = times.group(group + 3);
        long seconds = (hours == null ? 0 : Long.parseLong(hours)) * 3_600
                + Long.parseLong(times.group(group + 1)) * 60
                + Long.parseLong(times.group(group + 2));
        return seconds * 1_000 + (fraction == null ? 0 : Long.parseLong((fraction + "00").substring(0, 3)));
    }

    // contract §9.11: two decimals, halves rounded as the old service did (0.125 → 0.12)
    static double seconds(double exact) {
        return new BigDecimal(exact).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
    }
}
