package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.web.Queries;
import studio.dictation.query.catalog.FindTranscriptSummaries;
import studio.dictation.query.catalog.TranscriptSummaryView;

/** S17 of the contract. */
@RestController
@RequestMapping("/service")
class TranscriptSummaryController {
    private final Queries queries;

    TranscriptSummaryController(Queries queries) {
        this.queries = queries;
    }

    @AdminOnly
    @GetMapping("/{channelId}/transcript-summary")
    Summary summary(@PathVariable String channelId) {
        var summaries = queries.list(new FindTranscriptSummaries(channelId), TranscriptSummaryView.class);
        return new Summary(channelId, summaries.size(), summaries);
    }

    /** The answer of S17. */
    record Summary(
            @JsonProperty("channel_id") String channelId,
            @JsonProperty("total_videos") int total,
            List<TranscriptSummaryView> summaries) {}
}
