package studio.dictation.query.catalog;

import java.util.List;

/**
 * Some videos with all that is said in them.
 *
 * @param videos those that exist for the caller, in the order asked for
 * @param read   how many of those asked for have been looked at, from the first; fewer than all when they would be too much
 */
public record TranscriptsView(List<VideoView> videos, int read) {}
