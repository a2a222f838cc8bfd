package studio.dictation.app.settings;

/**
 * A password or key that no log, message or {@code toString} shows.
 *
 * @param value the text itself, never blank
 */
public record Secret(String value) {
    @Override
    public String toString() {
        return "(secret)";
    }
}
