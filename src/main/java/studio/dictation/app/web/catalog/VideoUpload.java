package studio.dictation.app.web.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Outcome;
import studio.dictation.app.web.Problems;
import studio.dictation.app.web.Queries;
import studio.dictation.command.catalog.ListVideo;
import studio.dictation.command.catalog.Subtitles;
import studio.dictation.command.catalog.VideoAlreadyListed;
import studio.dictation.command.kernel.InvalidYouTubeUrl;
import studio.dictation.command.kernel.Rejection;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.command.kernel.YouTubeVideoId;
import studio.dictation.query.catalog.ChannelView;
import studio.dictation.query.catalog.FindChannels;
import studio.dictation.query.catalog.GetVideo;
import studio.dictation.query.catalog.ListedVideo;
import tools.jackson.databind.json.JsonMapper;

/** Lists many videos with their subtitle files; each succeeds or fails by itself, with the contract's message (S6). */
@Component
class VideoUpload {
    private static final String EVERY = "all";

    private final Commands commands;
    private final Queries queries;
    private final Problems problems;
    private final JsonMapper json;

    VideoUpload(Commands commands, Queries queries, Problems problems, JsonMapper webJson) {
        this.commands = commands;
        this.queries = queries;
        this.problems = problems;
        this.json = webJson;
    }

    UploadReport carryOut(UploadForm form) {
        var items = form.items(json);
        var channels = queries.list(new FindChannels(EVERY, EVERY, true), ChannelView.class).stream()
                .map(ChannelView::id)
                .collect(Collectors.toSet());
        var results = new ArrayList<UploadReport.Result>();
        var accepted = new ArrayList<ListVideo>();
        var seen = new HashSet<String>();
        for (var item : items) {
            switch (check(Objects.requireNonNullElse(item, UploadForm.Item.NOTHING), form, channels, seen)) {
                case Refused refused -> results.add(refused.result());
                case Accepted video -> accepted.add(video.command());
            }
        }
        var outcomes = commands.sendEach(accepted.stream().map(List::of).toList());
        for (int i = 0; i < accepted.size(); i++) {
            results.add(result(accepted.get(i), outcomes.get(i)));
        }
        return UploadReport.of(results);
    }

    private Checked check(UploadForm.Item item, UploadForm form, Set<String> channels, Set<String> seen) {
        var link = text(item.videoLink());
        var channelId = text(item.channelId());
        if (link.isBlank() || channelId.isBlank()) {
            return refused(null, "Invalid input for video: %s. channel_id and video_link are required.".formatted(link));
        }
        if (!channels.contains(channelId)) {
            return refused(null, "Channel with id %s does not exist.".formatted(channelId));
        }
        try {
            var video = new VideoRef(channelId, YouTubeVideoId.fromLink(link).value());
            return check(video, item, form, seen);
        } catch (InvalidYouTubeUrl notAVideo) {
            return refused(null, "Invalid YouTube URL: " + link);
        }
    }

    private Checked check(VideoRef video, UploadForm.Item item, UploadForm form, Set<String> seen) {
        if (seen.contains(video.key()) || isListed(video)) {
            return new Refused(UploadReport.Result.duplicate(video.videoId(), video.channelId()));
        }
        if (!form.hasSubtitles(video.videoId()) && !UploadForm.Item.YOUTUBE.equals(item.transcriptSource())) {
            return refused(video.videoId(), "SRT file is required for video " + video.videoId());
        }
        if (text(item.title()).isBlank()) {
            return refused(video.videoId(), "Title is required for video " + video.videoId());
        }
        try {
            var command = new ListVideo(video, text(item.videoLink()).strip(), text(item.title()).strip(),
                    visibility(item), form.subtitles(video.videoId()).map(bytes -> Subtitles.read(video.videoId(), bytes)).orElse(null));
            seen.add(video.key());
            return new Accepted(command);
        } catch (Rejection invalid) {
            return refused(video.videoId(), String.valueOf(invalid.getMessage()));
        }
    }

    private boolean isListed(VideoRef video) {
        return queries.find(new GetVideo(video.channelId(), video.videoId()), ListedVideo.class).isPresent();
    }

    private UploadReport.Result result(ListVideo command, Outcome outcome) {
        var video = command.video();
        if (outcome.refusedAs(VideoAlreadyListed.CODE)) {
            return UploadReport.Result.duplicate(video.videoId(), video.channelId());
        }
        return outcome.failed()
                .map(failure -> UploadReport.Result.refused(video.videoId(), problems.ofItem(failure).error()))
                .orElseGet(() -> UploadReport.Result.listed(video.videoId(), video.channelId(), command.subtitles()));
    }

    // contract C18: what is uploaded without a word is private
    private static String visibility(UploadForm.Item item) {
        return text(item.visibility()).isBlank() ? "private" : text(item.visibility()).strip();
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }

    private static Refused refused(@Nullable String videoId, String message) {
        return new Refused(UploadReport.Result.refused(videoId, message));
    }

    private sealed interface Checked {}

    private record Refused(UploadReport.Result result) implements Checked {}

    private record Accepted(ListVideo command) implements Checked {}
}
