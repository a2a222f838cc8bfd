package studio.dictation.query.catalog;

/**
 * Asks for videos of a channel as clients read them; answered with a {@link TaggedAnswer} of a {@link VideoListView}.
 *
 * @param videos      which ones
 * @param transcribed whether with all that is said in them
 */
public record GetVideoList(FindVideos videos, boolean transcribed) {}
