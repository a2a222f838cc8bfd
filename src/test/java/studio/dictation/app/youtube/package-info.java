/** Transcripts from YouTube, with somebody in its place. */
@NullMarked
package studio.dictation.app.youtube;

import org.jspecify.annotations.NullMarked;
