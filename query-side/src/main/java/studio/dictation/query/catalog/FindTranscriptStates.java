package studio.dictation.query.catalog;

import java.util.List;

/**
 * Asks in which states transcripts are; answered with a list of {@link TranscriptStateView}, one for each video that exists for
 * the caller, in the order asked for.
 *
 * @param channelId the channel
 * @param videoIds  the videos
 * @param seesAll   whether private channels and videos exist for the caller
 */
public record FindTranscriptStates(String channelId, List<String> videoIds, boolean seesAll) {
    public FindTranscriptStates {
        videoIds = List.copyOf(videoIds);
    }
}
