package studio.dictation.query.catalog;

import java.util.List;

/**
 * Asks for some videos of a channel with all that is said in them; answered with a {@link TranscriptsView}, as far as it fits into
 * memory, without those that don't exist for the caller or exist no more.
 *
 * @param channelId the channel
 * @param videoIds  its videos, at least one
 * @param seesAll   whether private channels and videos exist for the caller
 */
public record FindTranscripts(String channelId, List<String> videoIds, boolean seesAll) {
    public FindTranscripts {
        videoIds = List.copyOf(videoIds);
    }
}
