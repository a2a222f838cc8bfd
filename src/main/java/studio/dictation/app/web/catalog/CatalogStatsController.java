package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.web.Queries;
import studio.dictation.query.catalog.ChannelCounts;
import studio.dictation.query.catalog.CountChannelVideos;

/** S25 and S26 of the contract. */
@RestController
@RequestMapping("/service/admin")
class CatalogStatsController {
    private final Queries queries;
    private final Clock clock;

    CatalogStatsController(Queries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @AdminOnly
    @GetMapping("/stats")
    Stats stats() {
        var channels = channels();
        return new Stats(channels.size(), sum(channels, ChannelCounts::videos), clock.millis());
    }

    @AdminOnly
    @GetMapping("/analytics/videos")
    Analytics analytics() {
        var channels = channels();
        return new Analytics(
                Summary.of(channels),
                channels.stream()
                        .filter(channel -> channel.videos() > 0)
                        // the largest first, and otherwise in the order of their ids
                        .sorted(Comparator.comparingLong(ChannelCounts::videos).reversed())
                        .map(Channel::of)
                        .toList(),
                clock.millis());
    }

    private List<ChannelCounts> channels() {
        return queries.list(new CountChannelVideos(), ChannelCounts.class);
    }

    private static long sum(List<ChannelCounts> channels, ToLongFunction<ChannelCounts> count) {
        return channels.stream().mapToLong(count).sum();
    }

    /** The answer of S25. */
    record Stats(
            @JsonProperty("total_channels") int channels, @JsonProperty("total_videos") long videos, long timestamp) {}

    /** The answer of S26. */
    record Analytics(Summary summary, List<Channel> channels, long timestamp) {}

    /** All videos together. */
    record Summary(
            @JsonProperty("total_videos") long total,
            @JsonProperty("public_videos") long open,
            @JsonProperty("private_videos") long closed,
            @JsonProperty("refined_videos") long refined,
            @JsonProperty("unrefined_videos") long unrefined) {
        static Summary of(List<ChannelCounts> channels) {
            long total = sum(channels, ChannelCounts::videos);
            long open = sum(channels, ChannelCounts::open);
            long refined = sum(channels, ChannelCounts::refined);
            return new Summary(total, open, total - open, refined, total - refined);
        }
    }

    /** The videos of a channel. */
    record Channel(
            @JsonProperty("channel_id") String id,
            @JsonProperty("channel_name") String name,
            @JsonProperty("total_videos") long total,
            @JsonProperty("public_videos") long open,
            @JsonProperty("private_videos") long closed,
            @JsonProperty("refined_videos") long refined) {
        static Channel of(ChannelCounts counts) {
            return new Channel(
                    counts.channelId(),
                    Objects.requireNonNullElseGet(counts.name(), () -> "Unknown Channel (%s)".formatted(counts.channelId())),
                    counts.videos(),
                    counts.open(),
                    counts.videos() - counts.open(),
                    counts.refined());
        }
    }
}
