package studio.dictation.app.web.progress;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Email;
import studio.dictation.query.catalog.ChannelVideoIdsView;
import studio.dictation.query.catalog.FindListedVideos;
import studio.dictation.query.catalog.GetChannelVideoIds;
import studio.dictation.query.catalog.GetVideo;
import studio.dictation.query.catalog.ListedVideo;
import studio.dictation.query.progress.CompletionView;
import studio.dictation.query.progress.DictationsView;
import studio.dictation.query.progress.FindChannelCompletions;
import studio.dictation.query.progress.FindCompletions;
import studio.dictation.query.progress.GetDictations;

/** U3 to U5 of the contract. What a learner has begun stays readable when its video or channel becomes private. */
@RestController
@RequestMapping("/user")
class CompletionController {
    private final Queries queries;

    CompletionController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/progress/channel")
    ChannelProgress ofEveryVideo(@RequestParam(required = false) @Nullable String channelId, Caller caller) {
        var id = Objects.requireNonNullElse(channelId, "");
        new Checks().that(!id.isEmpty(), "channelId", "is required").orRefuse("channelId is required");
        var channel = queries.find(new GetChannelVideoIds(id), ChannelVideoIdsView.class)
                .orElseThrow(CompletionController::channelNotFound);
        Map<String, Number> begun = new HashMap<>();
        queries.list(new FindCompletions(caller.email(), id, channel.all()), CompletionView.class)
                .forEach(video -> begun.put(video.videoId(), video.overallCompletion()));
        if (!channel.isPublic() && !caller.isAdmin() && begun.isEmpty()) {
            throw channelNotFound();
        }
        var visible = visible(channel, caller);
        Map<String, Number> progress = new LinkedHashMap<>();
        for (var video : channel.all()) {
            if (visible.contains(video) || begun.containsKey(video)) {
                progress.put(video, begun.getOrDefault(video, 0));
            }
        }
        return new ChannelProgress(id, progress);
    }

    @GetMapping("/progress/{channelId}")
    BegunVideos ofVideosBegun(@PathVariable String channelId, Caller caller) {
        return new BegunVideos(
                channelId, queries.list(new FindChannelCompletions(caller.email(), channelId), CompletionView.class));
    }

    @GetMapping("/all-progress")
    AllProgress ofEverything(@RequestParam(required = false) @Nullable String userEmail, Caller caller) {
        var email = caller.email();
        if (userEmail != null && !userEmail.isEmpty()) {
            if (!caller.isAdmin()) {
                throw RequestRefused.forbidden("Admin access required");
            }
            email = Email.normalized(userEmail);
        }
        var dictations = Email.of(email)
                .flatMap(known -> queries.find(new GetDictations(known.value()), DictationsView.class))
                .orElseThrow(() -> RequestRefused.notFound("User not found"))
                .dictations();
        Map<GetVideo, ListedVideo> listed = new HashMap<>();
        queries.list(
                        new FindListedVideos(dictations.stream().map(CompletionController::video).toList()),
                        ListedVideo.class)
                .forEach(video -> listed.put(new GetVideo(video.channelId(), video.videoId()), video));
        return new AllProgress(dictations.stream()
                .filter(dictation -> listed.containsKey(video(dictation)))
                .map(dictation -> Item.of(
                        dictation, Objects.requireNonNull(listed.get(video(dictation))), caller.isAdmin()))
                .toList());
    }

    private static Set<String> visible(ChannelVideoIdsView channel, Caller caller) {
        if (caller.isAdmin()) {
            return new HashSet<>(channel.all());
        }
        return channel.isPublic() ? new HashSet<>(channel.publicOnes()) : Set.of();
    }

    private static GetVideo video(DictationsView.Dictation dictation) {
        return new GetVideo(dictation.channelId(), dictation.videoId());
    }

    private static RequestRefused channelNotFound() {
        return RequestRefused.notFound("Channel not found");
    }

    /** The answer of U3: per cent of every video, 0 for those not begun. Nothing in it is called {@code data}: contract §11. */
    record ChannelProgress(String channelId, Map<String, Number> progress) {}

    /** The answer of U4. */
    record BegunVideos(String channelId, List<CompletionView> progress) {}

    /** The answer of U5. */
    record AllProgress(List<Item> progress) {}

    /** A dictation of U5. It holds no {@code userInput}, which one of the clients can't read here: contract §11. */
    record Item(
            String channelId,
            String channelName,
            String videoId,
            String videoTitle,
            String videoLink,
            Number overallCompletion) {
        /** Of what became private the names are those that were seen last. */
        static Item of(DictationsView.Dictation dictation, ListedVideo listed, boolean seesAll) {
            var isVisible = seesAll || listed.isPublic();
            return new Item(
                    dictation.channelId(),
                    named(isVisible ? listed.channelName() : dictation.channelName(), dictation.channelId()),
                    dictation.videoId(),
                    named(isVisible ? listed.title() : dictation.videoTitle(), "Unknown Title"),
                    isVisible ? listed.link() : dictation.videoLink(),
                    dictation.overallCompletion());
        }

        private static String named(String name, String otherwise) {
            return name.isEmpty() ? otherwise : name;
        }
    }
}
