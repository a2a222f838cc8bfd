package studio.dictation.query.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The transcript filters of a channel (api.md S19).
 *
 * @param channelId the channel
 * @param filters   texts that editors take out of its transcripts, in the order in which they apply; none until some are set
 */
public record TranscriptFiltersView(@JsonProperty("channel_id") String channelId, List<String> filters) {}
