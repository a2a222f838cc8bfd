package studio.dictation.query.progress;

import java.util.Map;

/**
 * Time studied, in seconds (whole numbers stay whole).
 *
 * @param total    over all
 * @param channels channel id → seconds
 * @param videos   {@code channelId:videoId} → seconds
 * @param daily    epoch milliseconds of a UTC midnight, as text → seconds of that day
 */
public record DurationsView(
        Number total, Map<String, Number> channels, Map<String, Number> videos, Map<String, Number> daily) {}
