package studio.dictation.query.progress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Reads dictations; those of a video that was removed since are none any more. The one way to read them. */
public final class Dictations {
    private static final Document NONE = new Document(Map.of());
    private static final String FIRST_LISTING = "1";

    private Dictations() {}

    /**
     * Somebody's dictation of a video.
     *
     * @param email trimmed and lower-cased
     * @param video {@code channelId:videoId}
     */
    public record Of(String email, String video) {
        private Key key() {
            int colon = video.indexOf(':');
            return Key.progress(email, video.substring(0, colon), video.substring(colon + 1));
        }
    }

    /** Reads fields of dictations, in the order asked for; one round trip. */
    public static List<Document> read(Reads learners, List<Of> wanted, Field... fields) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        var withListing = Stream.concat(Arrays.stream(fields), Stream.of(Field.LISTING)).toArray(Field[]::new);
        var videos = wanted.stream().map(Of::video).toList();
        var found = learners.scored(wanted.stream().map(Of::key).toList(), Key.REMOVED_VIDEOS, videos, withListing);
        List<Document> dictations = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            var stored = found.hashes().get(i);
            dictations.add(isOfRemoved(stored, found.scores().get(i)) ? NONE : stored);
        }
        return dictations;
    }

    /** How many bytes what was typed takes, in the order asked for; it may be much, and isn't read. One round trip. */
    static List<Long> lengths(Reads learners, List<Of> wanted) {
        return wanted.isEmpty()
                ? List.of()
                : learners.lengths(wanted.stream().map(Of::key).toList(), Field.USER_INPUT);
    }

    /** Whether what was written down belongs to a listing that is over. */
    static boolean isOfRemoved(Document stored, @Nullable Double removedListing) {
        return removedListing != null
                && Integer.parseInt(stored.text(Field.LISTING, FIRST_LISTING)) <= removedListing;
    }
}
