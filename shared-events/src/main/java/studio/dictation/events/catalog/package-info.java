/** Channels, videos and transcripts. */
@NullMarked
package studio.dictation.events.catalog;

import org.jspecify.annotations.NullMarked;
