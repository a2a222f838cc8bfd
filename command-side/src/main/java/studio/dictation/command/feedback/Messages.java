package studio.dictation.command.feedback;

import java.util.List;
import studio.dictation.command.kernel.Checks;

/** What messages may be. */
final class Messages {
    private static final int LONGEST = 4_000;

    private Messages() {}

    static String checked(String field, String text) {
        var trimmed = text.strip();
        new Checks().text(field, trimmed, 1, LONGEST).orRefuse();
        return trimmed;
    }

    static List<Image> checked(List<Image> images) {
        new Checks().that(images.size() <= Image.MOST, "images", "must be at most " + Image.MOST).orRefuse();
        return List.copyOf(images);
    }
}
