package studio.dictation.query.membership;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The free quota as it is kept (api.md U15). Before the first video both times are those of the question: a cycle begins with
 * its first video.
 *
 * @param initTime      when the first cycle ever began, epoch milliseconds
 * @param cycleInitTime when this cycle began, epoch milliseconds
 * @param videos        {@code channelId:videoId} of those counted in this cycle, oldest first
 * @param history       every video that is free to open again, oldest first
 */
public record QuotaStateView(
        @JsonProperty("init_time") long initTime,
        @JsonProperty("cycle_init_time") long cycleInitTime,
        List<String> videos,
        List<String> history) {}
