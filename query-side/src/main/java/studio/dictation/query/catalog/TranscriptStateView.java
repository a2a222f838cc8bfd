package studio.dictation.query.catalog;

import org.jspecify.annotations.Nullable;

/**
 * In which state the transcript of a video is.
 *
 * @param videoId   the video
 * @param title     title of the video
 * @param tag       names the state
 * @param isRefined whether an editor has finished it
 * @param refinedAt since when, epoch milliseconds; null while it isn't
 */
public record TranscriptStateView(
        String videoId, String title, TranscriptTag tag, boolean isRefined, @Nullable Long refinedAt) {}
