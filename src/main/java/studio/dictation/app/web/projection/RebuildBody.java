package studio.dictation.app.web.projection;

import org.jspecify.annotations.Nullable;

/**
 * What a rebuild is to be like.
 *
 * @param reason            why
 * @param holdOnDifferences whether not to go live if the result differs from the live data; false if absent
 */
record RebuildBody(@Nullable String reason, @Nullable Boolean holdOnDifferences) {}
