package studio.dictation.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Collects the rows of the table; tells each as soon as it is known. */
final class Report {
    private final List<String> rows = new ArrayList<>();

    void row(String what, String value, String goal) {
        var row = "| " + what + " | " + value + " | " + goal + " |";
        rows.add(row);
        System.err.println(row);
    }

    void memory() throws IOException {
        var resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("");
        row("resident memory after the run, -Xmx512m", resident.replaceAll("\\D+", "").transform(Report::mebibytes), "");
    }

    void print() {
        System.out.println("| what | measured | goal |");
        System.out.println("|---|---|---|");
        rows.forEach(System.out::println);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
    }

    /** The time that a share of all stayed below. */
    static String millis(long[] sortedNanos, double share) {
        long nanos = sortedNanos[(int) Math.min(sortedNanos.length - 1L, (long) (sortedNanos.length * share))];
        return number(TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0) + " ms";
    }

    private static String mebibytes(String kibibytes) {
        return Long.parseLong(kibibytes) / 1024 + " MiB";
    }
}
