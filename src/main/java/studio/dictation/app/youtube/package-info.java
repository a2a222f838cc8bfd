/** Transcripts from YouTube: whom to ask, how patiently, and that nobody asks twice at a time. */
@NullMarked
package studio.dictation.app.youtube;

import org.jspecify.annotations.NullMarked;
