package studio.dictation.query.progress;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Numbers;
import studio.dictation.query.redis.Reads;

/** Answers how far learners have come with many videos. Two round trips at most, however many there are. */
public final class CompletionQueries {
    private static final String NOTHING_TYPED = "{}";
    private final Reads learners;

    /** @param learners database 0 */
    public CompletionQueries(Reads learners) {
        this.learners = learners;
    }

    @QueryHandler
    List<CompletionView> handle(FindCompletions query) {
        var videos = query.videoIds().stream().map(id -> query.channelId() + ":" + id).toList();
        return completions(videos, read(query.email(), videos, Field.OVERALL_COMPLETION));
    }

    @QueryHandler
    List<CompletionView> handle(FindChannelCompletions query) {
        var prefix = query.channelId() + ":";
        var videos = learners.ranked(Key.progressIndex(query.email())).stream()
                .filter(video -> video.startsWith(prefix))
                .toList();
        return completions(videos, read(query.email(), videos, Field.OVERALL_COMPLETION));
    }

    @QueryHandler
    @Nullable DictationsView handle(GetDictations query) {
        var found = learners.find(
                List.of(Key.user(query.email())), List.of(Key.progressIndex(query.email())), Field.ACCOUNT_ID);
        if (!found.hashes().getFirst().exists()) {
            return null;
        }
        var typed = typed(query.email(), found.ranked().getFirst());
        return dictations(typed, read(
                query.email(),
                typed,
                Field.OVERALL_COMPLETION,
                Field.CHANNEL_NAME,
                Field.VIDEO_TITLE,
                Field.VIDEO_LINK));
    }

    /** Those for which something was typed. */
    private List<String> typed(String email, List<String> videos) {
        var lengths = Dictations.lengths(learners, of(email, videos));
        List<String> typed = new ArrayList<>();
        for (int i = 0; i < videos.size(); i++) {
            if (lengths.get(i) > NOTHING_TYPED.length()) {
                typed.add(videos.get(i));
            }
        }
        return typed;
    }

    private List<Document> read(String email, List<String> videos, Field... fields) {
        return Dictations.read(learners, of(email, videos), fields);
    }

    private static List<Dictations.Of> of(String email, List<String> videos) {
        return videos.stream().map(video -> new Dictations.Of(email, video)).toList();
    }

    static List<CompletionView> completions(List<String> videos, List<Document> stored) {
        List<CompletionView> completions = new ArrayList<>();
        for (int i = 0; i < videos.size(); i++) {
            if (stored.get(i).exists()) {
                completions.add(new CompletionView(videoId(videos.get(i)), completion(stored.get(i))));
            }
        }
        return completions;
    }

    static DictationsView dictations(List<String> videos, List<Document> stored) {
        List<DictationsView.Dictation> dictations = new ArrayList<>();
        for (int i = 0; i < videos.size(); i++) {
            var dictation = stored.get(i);
            if (dictation.exists()) {
                dictations.add(new DictationsView.Dictation(
                        channelId(videos.get(i)),
                        videoId(videos.get(i)),
                        dictation.text(Field.CHANNEL_NAME, ""),
                        dictation.text(Field.VIDEO_TITLE, ""),
                        dictation.text(Field.VIDEO_LINK, ""),
                        completion(dictation)));
            }
        }
        return new DictationsView(dictations);
    }

    private static Number completion(Document dictation) {
        return Numbers.number(dictation.text(Field.OVERALL_COMPLETION, "0"));
    }

    private static String channelId(String video) {
        return video.substring(0, video.indexOf(':'));
    }

    private static String videoId(String video) {
        return video.substring(video.indexOf(':') + 1);
    }
}
