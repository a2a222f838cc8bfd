package studio.dictation.query.catalog;

/**
 * A subtitle file that was uploaded with a video.
 *
 * @param text the file, decoded
 */
public record SubtitlesView(String text) {
    @Override
    public String toString() {
        return "SubtitlesView[%d characters]".formatted(text.length());
    }
}
