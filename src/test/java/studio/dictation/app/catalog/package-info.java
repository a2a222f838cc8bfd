/** Channels, videos and transcripts over HTTP. */
@NullMarked
package studio.dictation.app.catalog;

import org.jspecify.annotations.NullMarked;
