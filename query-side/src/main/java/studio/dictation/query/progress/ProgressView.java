package studio.dictation.query.progress;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One learner's dictation.
 *
 * @param userInput         sentence index → text typed; null when the dictation was never begun
 * @param currentTime       wall clock of the last save in milliseconds, 0 when never saved
 * @param overallCompletion per cent, 0 to 100
 */
public record ProgressView(@Nullable Map<String, String> userInput, Number currentTime, Number overallCompletion) {}
