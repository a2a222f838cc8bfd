package studio.dictation.app.youtube;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which of a video's tracks is its transcript: an English one, of people before a generated one; else the first one. */
final class TrackChoice {
    private static final String ENGLISH = "en";

    private TrackChoice() {}

    static Optional<Track> of(List<Track> tracks) {
        Predicate<Track> english = track -> track.language().startsWith(ENGLISH);
        return tracks.stream().filter(english.and(track -> !track.generated())).findFirst()
                .or(() -> tracks.stream().filter(english).findFirst())
                .or(() -> tracks.stream().findFirst());
    }

    /**
     * A track of a video.
     *
     * @param language  its code, such as {@code en-GB}
     * @param generated whether a machine listened
     */
    record Track(String language, boolean generated) {}
}
