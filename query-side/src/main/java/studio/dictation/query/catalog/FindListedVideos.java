package studio.dictation.query.catalog;

import java.util.List;

/**
 * Asks for listed videos; answered with a list of {@link ListedVideo}, in the order asked for and without those that don't exist.
 * Sees private ones.
 *
 * @param videos the videos
 */
public record FindListedVideos(List<GetVideo> videos) {
    public FindListedVideos {
        videos = List.copyOf(videos);
    }
}
