package studio.dictation.command.progress;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.progress.VideoTitles;

/**
 * Saves a dictation as it is now, and adds the time studied since the save before. Input out of bounds is refused with an
 * {@code InvalidInput} that names the contract's fields. Sent twice, the time studied counts twice.
 *
 * @param accountId         the learner's account
 * @param video             a listed video
 * @param listing           which listing of the video, ≥ 1
 * @param titles            what the video is called now
 * @param userInput         everything typed: sentence index, decimal from 0 to 99,999 → text of at most 2,000 characters; at
 *                          most 5,000 lines
 * @param currentTime       as the client sends it: wall clock of the save in milliseconds; finite
 * @param overallCompletion per cent, 0 to 100
 * @param studiedMillis     time studied since the save before, milliseconds, 0 to 86,400,000
 */
public record SaveProgress(
        UUID accountId,
        VideoRef video,
        int listing,
        VideoTitles titles,
        Map<String, String> userInput,
        double currentTime,
        double overallCompletion,
        long studiedMillis) implements Command {
    static final int MAX_LINES = 5_000;
    static final int MAX_LINE_LENGTH = 2_000;
    static final long MAX_STUDIED_MILLIS = 86_400_000;
    private static final int MAX_INDEX_LENGTH = 5;

    public SaveProgress {
        userInput = Collections.unmodifiableMap(new LinkedHashMap<>(userInput));
        new Checks()
                .that(userInput.size() <= MAX_LINES, "userInput", "must have at most 5,000 lines")
                .that(userInput.keySet().stream().allMatch(SaveProgress::isIndex), "userInput",
                        "must have sentence indexes from 0 to 99999 as keys")
                .that(userInput.values().stream().allMatch(SaveProgress::isLine), "userInput",
                        "must have lines of text, at most 2,000 characters each")
                .that(Double.isFinite(currentTime), "currentTime", "must be a finite number")
                .that(overallCompletion >= 0 && overallCompletion <= 100, "overallCompletion", "must be from 0 to 100")
                .that(studiedMillis >= 0 && studiedMillis <= MAX_STUDIED_MILLIS, "duration",
                        "must be from 0 to 86,400 seconds")
                .orRefuse();
    }

    private static boolean isIndex(@Nullable String key) {
        return key != null && !key.isEmpty() && key.length() <= MAX_INDEX_LENGTH
                && key.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && (key.length() == 1 || key.charAt(0) != '0');
    }

    // JSON from clients can hold null where the type says text.
    private static boolean isLine(@Nullable String text) {
        return text != null && text.length() <= MAX_LINE_LENGTH && Checks.isWellFormed(text);
    }

    @Override
    public String streamId() {
        return DictationProgress.streamId(accountId, video, listing);
    }

    @Override
    public String toString() {
        return "SaveProgress[%s, %s, %d lines, %d ms]".formatted(accountId, video, userInput.size(), studiedMillis);
    }
}
