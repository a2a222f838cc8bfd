/** Channels, videos and the transcripts to write down. */
@NullMarked
package studio.dictation.command.catalog;

import org.jspecify.annotations.NullMarked;
