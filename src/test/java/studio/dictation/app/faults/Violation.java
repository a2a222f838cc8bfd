package studio.dictation.app.faults;

import java.util.List;

/**
 * Something that may never happen.
 *
 * @param law   what is broken
 * @param what  how
 * @param lines the part of the history that shows it
 */
record Violation(String law, String what, List<?> lines) {
    Violation {
        lines = List.copyOf(lines);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(law).append(": ").append(what);
        lines.forEach(line -> text.append("\n    ").append(line));
        return text.toString();
    }
}
